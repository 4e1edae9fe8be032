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

policy = السياسة السارية
policy-title = السياسة { $version }، سارية
policy-how = وُضعت في { $day }، ووقّعها { $names }. كل منطقة تتحقق من هذه التوقيعات بنفسها.
policy-hash = بصمة هذه البايتات:
another-waits = هناك سياسة أحدث تنتظر. يمكن أن تسري ابتداءً من { $day }.
lists = القوائم
rules = قواعد الوصول
text-cedar-policies = القواعد (Cedar)
text-cedar-schema = مخطط القواعد (Cedar)
number = الرقم
state = الحالة
begun-by = بدأها
signed-by = وقّعها
since = منذ
nobody = لا أحد

proposals = السياسات
proposals-how = تتغير السياسة بمديرَين. يكتبها أحدهما ويوقّعها، ويوافق عليها آخر. ما يقلّل الحماية ينتظر أيام التهدئة؛ وما يزيدها فقط يسري فورًا.
proposals-none = لا شيء مقترح.
proposal-new = بدء مسودة
proposal-title = السياسة { $version }
proposal-by = بدأها { $by } في { $day }.
proposal-signed = وقّعها { $names }.
proposal-unsigned = لم يوقّعها أحد.
waits-until = تنتظر حتى { $day }.
shown-draft = مسودة
shown-draft-how = لا يغيّرها إلا من بدأها. ولا يُعتد بشيء منها.
shown-proposed = مقترحة
shown-proposed-how = وقّعها مدير واحد. لم يعد تغييرها ممكنًا، ولا أثر لها حتى يوافق عليها آخر.
shown-approved = موافَق عليها
shown-approved-how = وقّعها مديران. كل منطقة تأخذها بنفسها عندما تنتهي أيام تهدئتها هناك.
shown-in-force = سارية
shown-in-force-how = هذه هي السياسة التي يُبنى عليها كل قرار الآن.
shown-replaced = حلّت غيرها محلها
shown-replaced-how = كانت سارية ثم جاءت بعدها أخرى. ما صدر في ظلها يحتفظ برقمها.
shown-withdrawn = مسحوبة
shown-withdrawn-how = أُوقفت هنا. ولا يُعتد بشيء منها.
shown-overtaken = سبقتها أخرى
shown-overtaken-how = سرت سياسة أخرى منذ أن بدأت هذه. ابدأ من جديد من تلك.
shown-broken = تالفة
shown-broken-how = بايتاتها وتوقيعاتها لا تتوافق: غيّر أحد شيئًا منها. لا ينبغي لأحد أن يوقّعها. اسحبها وأخبر المشغّل.
editor = أجزاء هذه المسودة
what-it-changes = ما الذي تغيّره
change = التغيير
which-way = في أي اتجاه
becomes = يصبح
direction-loosening = حماية أقل
direction-tightening = حماية أكثر
direction-neither = لا هذا ولا ذاك
changes-nothing = لا تغيّر شيئًا بعد.
it-loosens = تقلّل الحماية في شيء، لذلك تنتظر كلها { $days ->
    [zero] بلا أيام
    [one] يومًا واحدًا
    [two] يومين
    [few] { $days } أيام
   *[other] { $days } يومًا
} بعد الموافقة. لكي يسري الباقي فورًا، اقترحه وحده.
nothing-loosens = لا شيء فيها يقلّل الحماية. تسري مع الموافقة.
what-was-found = ما وجدته الفحوص
it-is-refused = لا يمكن توقيعها: سترفضها كل منطقة. أصلح ما كُتب أنه مرفوض.
only-warnings = لا شيء يمنعها. ومع ذلك انظر في هذه.
found-nothing = لا شيء.
finding-refused = مرفوض:
finding-warning = انظر في هذا:
file-schema = المخطط
file-policies = القواعد
file-settings = الإعدادات والقوائم
line = السطر { $number }
who-gains = من يكسب ومن يخسر
gains = هؤلاء يستطيعون أكثر ({ $count }):
losses = هؤلاء يستطيعون أقل ({ $count }):
and-more = و{ $count } غيرهم. القائمة كلها: leeward policy simulate
nobody-gains = لا أحد من العاملين يستطيع أكثر أو أقل بقواعد الوصول فيها.
cannot-be-said = لا يمكن قول ذلك ما دامت الفحوص ترفضها.
signing-sign = التوقيع والاقتراح
signing-sign-how = بعد ذلك لا يمكن تغيير شيء منها. ثم يوافق عليها مدير آخر، أو لا يوافق.
signing-approve = الموافقة
signing-approve-how = اقرأ أولًا ما تغيّره. توقيعك هو الثاني: به تُؤخذ السياسة.
another-approves = يجب أن يوافق عليها الآن مدير آخر. أنت لا تستطيع.
by-command = بالبرنامج بدلًا من ذلك
by-command-how = البرنامج لا يثق بأي صفحة: يعرض ما في الملف ويوقّعه. خذ الملف ووقّعه، وأحضر التوقيع الذي يطبعه.
by-command-file = خذ الملف
signature = التوقيع (128 رمزًا)
withdraw-title = السحب
withdraw-how = تبقى في القائمة ولا يُعتد بها.
withdraw-copies = من احتفظ بنسخة عليها توقيعان يستطيع أن يأتي بها إلى المنطقة: سياسة أحدث تنهي ذلك.
withdraw = اسحب هذه
act-sign-policy = توقّع السياسة { $version } ({ $hash }…) وتقترحها. لا يمكن تغييرها بعد ذلك.
act-approve-policy = توافق على السياسة { $version } ({ $hash }…) التي اقترحها { $by }. بذلك تُؤخذ: فورًا، أو بعد أيام تهدئتها.
act-withdraw-policy = تُسحب السياسة { $version } ({ $hash }…) التي بدأها { $by }.

settings = الإعدادات
settings-title = إعدادات السياسة { $version }
save-draft = احفظ في المسودة
form-wrong = { $count ->
    [one] حقل واحد غير صحيح.
    [two] حقلان غير صحيحين.
    [few] { $count } حقول غير صحيحة.
   *[other] { $count } حقلًا غير صحيح.
} لم يُحفظ شيء؛ وما كتبته ما زال هنا.
bounds = من { $lowest } إلى { $highest }.
hint-name = حروف لاتينية صغيرة وأرقام ونقاط وشرطات.
hint-names = أسماء بينها مسافة. حروف لاتينية صغيرة وأرقام ونقاط وشرطات.
hint-words = حتى 100 رمز.
hint-key = 64 رمزًا كما يطبعها leeward keys.
hint-optional = يمكن أن يبقى فارغًا.
wrong-no-number = هذا ليس عددًا صحيحًا.
wrong-out-of-bounds = يجب أن يكون من { $lowest } إلى { $highest }.
wrong-no-choice = اختر واحدًا من هذه.
wrong-no-day = هذا ليس يومًا.
wrong-no-name = الاسم من حروف لاتينية صغيرة وأرقام ونقاط وشرطات، و48 منها على الأكثر.
wrong-no-key = المفتاح 64 رقمًا وحرفًا من a إلى f.
wrong-missing = هنا شيء ناقص.
wrong-too-much = هذا أكثر مما يمكن.
wrong-there-already = يوجد واحد بهذا الاسم.
group-release = ما يجوز نشره
group-custody = الأمناء
group-log = السجل
group-changes = تغييرات هذه السياسة
group-zones = المناطق
set-release-k = المصادر وراء الملخص (k)
set-release-partners = الشركاء وراء الملخص
set-release-left-without-any-partner = من يبقى من الأشخاص من دون أي شريك واحد
set-release-finest-place = أدق مكان
set-release-finest-period = أدق زمن
set-release-widest-audience = أوسع دائرة من القراء (ومنها يأتي TLP)
set-release-sensitive-k = المصادر عند وجود قاصرين أو عنف جنسي
set-release-sensitive-place = أدق مكان عندئذ
set-release-sensitive-period = أدق زمن عندئذ
set-release-urgent-place = أدق مكان بالطريق العاجل
set-release-urgent-period = أدق زمن بالطريق العاجل
set-release-longest-expiry = الأيام حتى نهاية الملخص، على الأكثر
set-release-epoch-seconds = الثواني بين عمليات النشر
set-release-blocked-bodies = الهيئات التي لا يصلها شيء
set-custody-parts-per-curator-and-day = الأجزاء التي يفتحها الأمين لمحرّر واحد في اليوم
set-log-tick-seconds = الثواني بين قيود السجل
set-log-leaves-per-tick = القيود في كل مرة
set-changes-cooling-off-days = أيام التهدئة قبل ما يقلّل الحماية
set-changes-two-organisations = المديران من منظمتين
set-collect-seconds = الثواني بين زيارات الخزنة للاستقبال
set-directory-number = أقدم دليل وُضعت له
value-none = لا شيء
value-yes = نعم
value-no = لا
value-country = البلد
value-first-level = منطقة من المستوى الأول
value-second-level = منطقة من المستوى الثاني
value-month = الشهر
value-week = الأسبوع
value-day = اليوم
value-nobody = لا أحد
value-task-force = فريق العمل
value-consortium = الاتحاد
value-un = الأمم المتحدة
value-public = الجمهور
value-curator = محرّر
value-reviewer = مراجع
value-analyst = محلّل
value-administrator = مدير
value-auditor = مدقّق
value-custodian = أمين
value-device = جهاز
value-compartment = حجرة
value-opening = فتح
value-clearance = إذن نشر
value-summary = ملخص
value-pool = مجموع ما وصل
value-log = السجل
value-register = سجل أذون النشر
value-bundle = السياسة
part-staff = العاملون
part-areas = المناطق الجغرافية
part-grants = المنح
part-golden = القرارات الذهبية
part-cedar-schema = المخطط
part-cedar-policies = القواعد
list-staff = العاملون
list-staff-how = من له أي دور، وأين، ومن متى إلى متى. من هم المديرون يقوله الدليل.
list-grants = المنح
list-grants-how = دور في مكان إضافي: قالب من القواعد يُملأ باسم أحد العاملين.
list-areas = المناطق الجغرافية
list-areas-how = الأماكن التي يجوز أن يسميها ملخص.
list-golden = القرارات الذهبية
list-golden-how = أسئلة لقواعد الوصول لا يجوز لسياسة لاحقة أن تغيّر أجوبتها. أزل السؤال في سياسة، وغيّر جوابه في التي تليها.
entries-find = البحث عن قيد
entries-count = { $count ->
    [zero] لا قيود.
    [one] قيد واحد.
    [two] قيدان.
    [few] { $count } قيود.
   *[other] { $count } قيدًا.
}
entries-more = يُعرض أول مئة.
entry-new = قيد جديد
entry-change = غيّر { $what }
entry-remove = أزل { $what }
field-person = الشخص
field-organisation = المنظمة
field-sign-key = مفتاح التوقيع العلني لجهازه
field-roles = الأدوار
field-compartments = الحجرات
field-audience = الدائرة
field-body = يُحسب على هذه الهيئة، وللمصادر أن تستبعدها
field-areas = المناطق التي يقرأ عنها (فارغ: كلها)
field-begins = أول يوم
field-ends = آخر يوم
field-code = الرمز
field-name = الاسم
field-country = البلد (رمزه)
field-level = المستوى
field-template = القالب
field-compartment = الحجرة
field-asker = يسأل بصفته
field-who = من يسأل
field-action = الفعل، مثل read-summaries
field-about = عن
field-place = الحجرة، أو بلد الملخص
field-named = الطلب يسمّي من يسأل
field-consent = موافقات المصادر تسمح به
field-allowed = الجواب نعم

rules-title = قواعد الوصول في السياسة { $version }
rules-how = القواعد تستطيع أن تمنع، ولا تعطي أبدًا أكثر مما يسمح به البرنامج: المدير لا يقرأ شيئًا، ومن يطلب لا يوافق، وموافقة المصدر هي الغالبة، مهما كُتب هنا.
text-bound = حتى { $count } رمز.
text-too-long = أحد النصين أطول مما يمكن. لم يُحفظ شيء؛ وما زال هنا.
text-kept = حُفظ في المسودة. لا يمكن توقيعها ما دام فيها شيء مرفوض.
examples = أمثلة
examples-how = ضع واحدًا بعد قواعدك ثم غيّر أسماءه. لا يُحفظ شيء قبل أن تقول ذلك.
example-insert = ضع هذا بعد القواعد
example-suspend-person = شخص لا يستطيع شيئًا بعد الآن
example-organisation-not-here = محلّلو منظمة واحدة لا يقرؤون شيئًا عن بلد واحد
example-public-reader = دور لمن يقرأ ما هو للجمهور فقط
example-no-advocacy = لا يُفتح شيء من أجل المناصرة
example-curators-of-one-house = محرّرو منظمة واحدة فقط يطلبون الفتح

proposal-number = السياسة
signing-needs-script = للتوقيع هنا يجب أن يشغّل متصفحك نصًا برمجيًا من هذه الصفحة. البرنامج يوقّع من دونه.
signing-bytes = ما تقوله البايتات
signing-bytes-how = قرأ متصفحك هذا من البايتات التي سيوقّعها، بجانب السياسة السارية التي أُعطيت لهذه الصفحة.
signing-before = قبل ذلك:
signing-unchanged = كل ما يبقى كما هو
signing-moved = الشيء نفسه بترتيب آخر.
signing-not-next = هذه البايتات لا تتبع السياسة السارية. لا يمكن توقيع شيء هنا.
signing-key-of = يحتفظ هذا المتصفح بمفتاح توقيع
signing-other-person = هذا ليس أنت. ادخل باسم ذلك الشخص، أو أزل هذا المفتاح وأحضر مفتاحك.
signing-forget = أزل المفتاح من هذا المتصفح
signing-bring-title = أحضر مفتاح توقيعك
signing-bring-how = مرة واحدة لهذا المتصفح. يصنع البرنامج ملفًا ورمزًا: أعطِ الاثنين هنا ثم احذف الملف.
signing-file = الملف
signing-code = الرمز (42 رقمًا)
signing-bring = أحضر المفتاح
signing-stop = لم ينجح ذلك. لم يوقَّع شيء. حمّل الصفحة من جديد.
signing-stop-bad-receipt = رقم من الرمز خطأ أو ناقص.
signing-stop-cannot-open = هذا الرمز لا يفتح هذا الملف.
signing-stop-malformed = اختر الملف الذي صنعه leeward keys for-page.
signing-stop-too-large = هذه البايتات أكبر من أي سياسة. لم يوقَّع شيء.

newly-passes = ما الذي سيمر بعد الآن
newly-passes-not-yet = لم تقل الخزنة ذلك بعد. ما يقلّل الحماية لا يمكن الموافقة عليه قبل ذلك.
newly-passes-how = عدّته الخزنة مما وصل قبل { $day }: الأشخاص الذين يمكن أن تقف بلاغاتهم وراء ملخص بإحدى السياستين فقط. الأعداد تقريبية عن قصد، وتتداخل.
way = الطريق
way-ordinary = عادي
way-urgent = عاجل
newly = جديد
no-longer = لم يعد

error-proposal-error = لا يمكن فعل هذا بهذا الاقتراح.
error-no-such-proposal = لا يوجد اقتراح كهذا.
error-not-possible-now = لم يعد هذا ممكنًا مع هذا الاقتراح. انظر إليه من جديد.
error-not-your-draft = هذه مسودة شخص آخر. لا يغيّرها ولا يوقّعها إلا من بدأها.
error-too-many-drafts = لديك من المسودات أقصى ما يمكن. اسحب واحدة أولًا.
error-no-directory-key = الدليل لا يذكر لك مفتاح مدير. لا يوقّع السياسات إلا من يذكرهم.
error-signature-does-not-hold = هذا ليس توقيع مفتاحك على هذه السياسة بعينها. لم يُحفظ شيء.
error-proposer-cannot-approve = لقد وقّعتها بنفسك. يجب أن يوافق عليها مدير آخر.
error-not-enough-signatures = لم يعد يُعتد بهذه التوقيعات: أحدهم موقوف، أو لم يعد الدليل يذكره.
error-of-one-organisation = السياسة تطلب مديرَين من منظمتين. أنت والمقترِح من منظمة واحدة.
error-found-wanting = وجدت الفحوص ما يمنع هذه السياسة. انظر فيما وجدته وغيّره.
error-overtaken = سرت سياسة أخرى منذ أن بدأت هذه. ابدأ من جديد من تلك.
error-another-cools-off = سياسة أخرى تقلّل الحماية تنتظر بالفعل. اسحبها أولًا، أو انتظر.
error-not-simulated-yet = هذا يقلّل الحماية في شيء، ولم تقل الخزنة بعد ما الذي سيمر به. حاول لاحقًا.
error-no-policy-in-force = لا توجد هنا سياسة سارية يُبدأ منها. الأولى توقَّع بالأمر leeward policy sign.
