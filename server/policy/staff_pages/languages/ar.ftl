skip = إلى محتوى الصفحة
pages = الصفحات
languages = اللغات
what-this-is = تُظهر هذه الصفحة من يحق له ماذا. ليس فيها أي بلاغ، ولا شيء عن المصادر.
home = الرئيسية
passkeys = مفاتيح مروري
people = الأشخاص
sign-out = الخروج
go-on = متابعة
save = حفظ
find = بحث
before = السابق
after = التالي
never = أبدًا
not-said = غير مذكور
what-to-do = ما يمكن فعله
needs-script = تحتاج مفاتيح المرور إلى برنامج صغير في هذه الصفحة، ومتصفحك لا يشغّله. اسمح به لهذه الصفحة، أو استعمل متصفحًا آخر.
passkey-trouble = لم يعطِ متصفحك أي مفتاح مرور. حاول مرة أخرى، وأكّد ببصمتك أو وجهك أو رمزك السري. إن بقي الأمر كذلك فهذا المتصفح قديم جدًا، أو ليس فيه مفتاح لهذا الموقع.

sign-in-title = الدخول
sign-in-how = مفتاح مرورك في جهازك أو في مفتاح الأمان. لا حاجة إلى كتابة اسم.
sign-in-passkey = الدخول بمفتاح مرور
registered = حُفظ مفتاح مرورك. ادخل به الآن.
by-organisation-title = عن طريق منظمتك
by-organisation-label = رمز منظمتك
by-organisation-hint = فقط إن كان لمنظمتك دخول خاص بها. يمكنك عندئذ الاطلاع على الصفحات؛ وكل تغيير يتطلب مفتاح مرور.

invitation-title = أنت مدعو
invitation-how = أعطاك أحدهم رابطًا يعمل مرة واحدة. به تُدخل مفتاح مرورك.
invitation-code = رمز الرابط
invitation-code-hint = هو ما بعد العلامة # في الرابط، ويُملأ من تلقاء نفسه إن كان متصفحك يشغّل برنامج هذه الصفحة.

register-title = إدخال مفتاح مرور
register-who = هذا الرابط لـ{ $person }. إن لم تكن أنت فأغلق هذه الصفحة وأخبر أحد المديرين.
register-how = استعمل جهازًا لك وحدك، يطلب بصمتك أو وجهك أو رمزك السري. أضف لاحقًا مفتاحًا ثانيًا تحسبًا لضياع أحدهما.
register-label = الاسم الذي تعطيه له
register-label-hint = لك وحدك، مثل: المفتاح الأزرق.
register-do = إنشاء مفتاح المرور
bind-title = أو الدخول عن طريق منظمتك
bind-how = استعمل هذا الرابط بدلًا من ذلك لربط دخول { $organisation } بحسابك. الموافقة على أي شيء تتطلب مفتاح مرور في كل حال.
bind-do = ربط

home-title = { $person }
home-recovery = اقترح { $by } استعادة حسابك لأن مفاتيحك ضاعت كما قيل. إن لم تضع فأخبر مديرًا آخر الآن.
home-roles = ما تقوله عنك الأوراق الموقّعة
home-roles-how = تأتي الأدوار من الدليل ومن السياسة السارية. لا يستطيع أحد تغييرها في هذه الصفحات.
home-organisation = المنظمة: { $organisation }
home-pages = صفحات لك
preferences = اللغة والإشعارات
preferences-language = لغة هذه الصفحات
preferences-address = عنوان البريد للإشعارات
preferences-address-hint = اتركه فارغًا إن لم ترد أي إشعار. يقول الإشعار إن شيئًا ما ينتظر، ولا شيء غير ذلك.

role-curator = محرّر
role-reviewer = مراجع
role-analyst = محلّل
role-administrator = مدير
role-auditor = مدقّق
role-custodian = أمين
role-desk = صاحب مكتب
role-substitute = نائب عن الأمناء
role-begins = من { $day }
role-ends = حتى { $day }
role-not-now = لا يسري اليوم

passkeys-how = كل مفتاح من هذه يُدخلك. مع مفتاحين لا يُقصي ضياعُ أحدهما أحدًا.
passkeys-none = ليس لديك مفتاح مرور. دخلت عن طريق منظمتك: يمكنك الاطلاع، ولا يمكنك الموافقة على شيء. يستطيع أحد المديرين دعوتك.
passkey-label = الاسم
passkey-added = منذ
passkey-used = آخر استعمال
passkey-remove = إزالة { $label }
passkey-add-title = مفتاح آخر
passkey-add-how = تؤكّد بمفتاح لديك، ثم تُدخل الجديد.
passkey-add = إضافة مفتاح مرور
bound-yes = يمكنك أيضًا الدخول عن طريق منظمتك.
bound-no = دخول منظمتك غير مربوط بهذا الحساب.

approve-title = أكّد هذا
approve-how = يؤكّد مفتاح مرورك هذا بعينه، مرة واحدة، خلال دقيقتين.
approve-do = التأكيد بمفتاح مرور
approve-not = عدم فعل ذلك
act-add-passkey = أنت، { $person }، تُدخل مفتاح مرور آخر أو تربط دخول منظمتك.
act-remove-passkey = يُزال مفتاح مرورك { $label }. لن يُدخل أحدًا بعد الآن.
act-invite = يحصل { $person } على رابط يعمل مرة واحدة خلال 24 ساعة. من كان معه الرابط عُدَّ { $person }.
act-propose-recovery = تقول إن مفاتيح مرور { $person } ضاعت. يجب أن يؤكّد ذلك مدير آخر خلال ثلاثة أيام.
act-confirm-recovery = اقترح { $by } استعادة حساب { $person }. تنتهي كل مفاتيحه وجلساته، وتحصل على رابط لـ{ $person }. ويُبلَّغ السجل بذلك.

people-how = كل من يذكره الدليل أو السياسة السارية. لا تتغير الأدوار إلا بأوراق موقّعة جديدة.
people-look = يمكنك الاطلاع، ولا يمكنك تغيير شيء.
people-find = ابحث عن شخص
people-count = { $count ->
    [zero] لا أحد.
    [one] شخص واحد.
    [two] شخصان.
    [few] { $count } أشخاص.
    [many] { $count } شخصًا.
   *[other] { $count } شخص.
}
people-none = لا أحد بهذا الاسم. الأسماء هي أسماء الأوراق الموقّعة.
people-pages = أشخاص آخرون
person = الشخص
organisation = المنظمة
roles = الأدوار والأماكن
account = الحساب
state-suspended = موقوف
state-no-role = بلا دور اليوم
state-has-passkey = لديه مفتاح مرور
state-invited = مدعو
state-not-yet = لم يُدعَ بعد
state-recovery = اقترح { $by } الاستعادة
invite = دعوة { $person }
recover = استعادة { $person }
recover-confirm = تأكيد: استعادة { $person }

notices = الإشعارات
notices-how = مرة في اليوم، في ساعتك، تُخبَر بأن شيئًا قد ينتظر: سواء انتظر شيء أم لا، وبالكلمات نفسها دائمًا. من يرى الإشعار لا يعرف منه شيئًا.
notices-urgent = إذا كنت مناوبًا وانتظر أمر عاجل، تُخبَر فورًا، مرة كل { $minutes } دقائق على الأكثر، وبالكلمات نفسها دائمًا أيضًا.
notices-not-set-up = لم تُهيَّأ هنا أي طريقة لإرسال الإشعارات. اسأل من يدير هذا الجهاز.
notices-way = كيف تُخبَر
way-none = لا أُخبَر
way-mail = بالبريد
way-webhook = عبر webhook
notices-no-address = يذهب البريد إلى العنوان في صفحتك الأولى. لا يوجد عنوان بعد.
notices-hour = في هذه الساعة
notices-zone = بتوقيت
notices-zone-hint = منطقة زمنية مثل Africa/Nairobi أو Europe/Paris أو UTC. وبها يسير جدول المناوبة أيضًا.
notices-hook = عنوان webhook
notices-hook-hint = العنوان كاملًا كما يكتبه المتصفح: عبر TLS، على الإنترنت العامة، دون منفذ. اتركه فارغًا إن لم ترده.
notices-secret = سر webhook الخاص بك
notices-secret-how = يتحقق به المستقبِل من توقيع كل إشعار (Standard Webhooks, v1). لكل عنوان سر آخر.
notice-daily = قد ينتظرك شيء. افتح Leeward. يأتي هذا كل يوم، سواء انتظر شيء أم لا.
notice-urgent = أنت مناوب، وقد ينتظر أمر عاجل. افتح Leeward الآن.

custodians = الأمناء
custodians-how = هل استُعمل مفتاح كل مقعد مؤخرًا، ومن هو غائب. ما يجيب به أحدهم غير معروف هنا.
custodians-needed = يفتح { $needed } من { $seats }.
custodians-few = لم يُسمع خلال 30 يومًا إلا من أقل من النصاب وواحد. اتصل بهم: قد يكون مقعد قد ضاع.
custodians-short = دون النصاب في هذه الأيام، من غير حساب النواب:
heard-of = آخر استعمال للمفتاح
seen-week = خلال 7 أيام
seen-month = خلال 30 يومًا
seen-longer = قبل ذلك، أو لم يُستعمل قط
today = اليوم
away = غائب
there = غير غائب
remove = إزالة
rota-of = جدول مناوبة { $compartment }
rota-how = من يُخبَر فورًا حين ينتظر أمر عاجل. يجب أن يجيب { $needed } من المقاعد خلال ساعة؛ و{ $better } مناوبون معًا، كلهم مستيقظون، يتركون مجالًا لاثنين لا يسمعان.
rota-none = لا يوجد جدول مناوبة. حين ينتظر أمر عاجل يُخبَر كل الأمناء غير الغائبين.
rota-holes = في هذه الأوقات من الأيام الـ14 القادمة يناوب أقل من النصاب. عندها يُخبَر كل الأمناء غير الغائبين.
rota-hole = { $begins } إلى { $ends } UTC: ‏{ $seats } من { $needed }
rota-whole = في الأيام الـ14 القادمة يناوب النصاب في كل ساعة.
rota-turns = النوبات
rota-seat = عن مقعد
rota-seat-hint = مقعد الأمين نفسه؛ وللنائب مقعد من أعطاه تفويضًا. شخصان لمقعد واحد يُحسبان واحدًا.
rota-days = الأيام
rota-hours = الساعات
rota-clock = بتوقيت
rota-every = كل { $weeks } أسابيع
rota-add = نوبة أخرى
rota-begins = من
rota-ends = إلى
rota-ends-hint = بتوقيتهم. الساعات التي تنتهي عند بدايتها أو قبلها تنتهي في اليوم التالي.
rota-first = منذ
rota-weeks = كل كم أسبوع
day-0 = الاثنين
day-1 = الثلاثاء
day-2 = الأربعاء
day-3 = الخميس
day-4 = الجمعة
day-5 = السبت
day-6 = الأحد
absences = متى أغيب
absences-how = أيام كاملة بتوقيتك. لا يستدعيك أحد فيها لأمر عاجل؛ ويأتي إشعارك اليومي كعادته. يراها المديرون.
absences-short = { $compartment } دون نصابه في هذه الأيام، من غير حساب النواب:
absence-add = غياب جديد
absence-first = أول يوم
absence-last = آخر يوم

link-title = الرابط
link-how = أعطِ هذا إلى { $person } يدًا بيد أو بطريق لا يقرؤه سواه. لا يُعرض إلا هذه المرة.
link-once = يعمل مرة واحدة خلال 24 ساعة. من استعمله عُدَّ ذلك الشخص.

go-there-title = إلى منظمتك
go-there-how = دخول { $organisation } في هذا العنوان. لا تتابع إلا إن كنت تعرفه.
back-title = عدت من منظمتك
back-signed-in = دخلت.
back-bound = رُبط دخول منظمتك بحسابك. ادخل به الآن.

refused-title = لم ينجح ذلك
error-account-error = لا يمكن فعل هذا هنا.
error-not-signed-in = لست داخلًا، أو لم تعد. ادخل ثم حاول مرة أخرى.
error-sign-in-refused = لم يتم دخولك. حاول مرة أخرى؛ وإن بقي الأمر كذلك فاسأل أحد المديرين.
error-invitation-refused = لا يمكن استعمال هذه الدعوة. استُعملت من قبل، أو هي قديمة جدًا، أو لم توجد قط. اطلب دعوة جديدة.
error-passkey-refused = لم يُقبل مفتاح المرور هذا. حاول مرة أخرى بجهاز يطلب بصمتك أو وجهك أو رمزك السري.
error-step-up-refused = لم تتم الموافقة على هذا. الموافقة تُحسب مرة واحدة، لفعل واحد، خلال دقيقتين. ابدأ من جديد.
error-ticket-refused = هذه الصفحة قديمة جدًا، أو استُعملت من قبل. حمّلها من جديد.
error-from-elsewhere = لم يأتِ هذا من صفحة لهذه المنطقة، أو جاء من جلسة أخرى. حمّل الصفحة من جديد.
error-form-refused = في هذه الاستمارة شيء ناقص أو من غير نوعه. انظر إليها مرة أخرى.
error-too-many-tries = كانت المحاولات كثيرة جدًا. انتظر ربع ساعة ثم حاول مرة أخرى.
error-not-for-you = هذا ليس لك. الأوراق الموقّعة تقول ما يمكنك رؤيته هنا.
error-nobody-of-that-name = لا تذكر الأوراق الموقّعة أحدًا بهذا الاسم.
error-has-passkeys = لدى هذا الشخص مفتاح مرور. لاستبدال مفاتيح ضائعة يستعيد مديران الحساب.
error-has-no-passkey = ليس لدى هذا الشخص مفتاح مرور بعد. لم يضع شيء: ادعُه.
error-no-such-passkey = ليس لديك مفتاح مرور كهذا.
error-last-passkey = هذا آخر مفتاح مرور لديك. أضف غيره أولًا، وإلا أُقصيت.
error-too-many-passkeys = لديك أكبر عدد ممكن من مفاتيح المرور. أزل واحدًا أولًا.
error-another-administrator = أنت اقترحت هذا. يجب أن يؤكّده مدير آخر.
error-not-about-yourself = يستعيد حسابَك مديران آخران.
error-already-proposed = اقترح أحدهم هذا من قبل. أكّده، أو انتظر حتى ينتهي.
error-no-such-recovery = لا توجد استعادة كهذه، أو لم تعد موجودة.
error-no-such-page = لا توجد صفحة كهذه هنا.
error-organisation-refused = لم ينجح دخول منظمتك هنا. استعمل مفتاح مرور، أو اسأل أحد المديرين.
error-no-pages = لا توجد صفحات هنا. اكتب في policy.toml أين ستجدها المتصفحات: pages = "https://…".
error-not-on-this-rota = النوبة لأمين في القسم عن مقعده، أو لنائب عن مقعد واحد فيه.
error-too-many-days = للغياب أول يوم وآخر يوم، ولا يزيد على سنة، ولم ينته بعد.
error-too-many-lines = بلغ عدد الأسطر من هذا النوع أقصاه. أزل واحدًا أولًا.
