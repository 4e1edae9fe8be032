title = المكتب
skip = إلى محتوى هذه الصفحة
pages = الصفحات
language = اللغة
save = احفظ
go-on = تابع
before = السابق
after = التالي
not-said = غير مذكور
look-again = انظر من جديد
no-printing = صفحات المكتب لا تُطبع. ما يُقرأ هنا يبقى هنا.
keys = المفاتيح
key-lock = اقفل هذه الصفحات وانسَ ما هو مفتوح
key-inboxes = إلى الوارد
key-next = السطر التالي
key-previous = السطر السابق
key-choose = اختر هذا السطر أو اتركه
key-ask = إلى الطلب؛ وهناك: اطلب
key-aim = اختر الغرض
key-filter = طريقة الفرز التالية
key-again = انظر من جديد
letter-keys-off = أوقف المفاتيح المفردة
letter-keys-on = شغّل المفاتيح المفردة
lock = اقفل
close = أغلق
needs-script = مفاتيح المرور تحتاج إلى برنامج صغير في هذه الصفحة، ومتصفحك لا يشغّله. اسمح به لهذه الصفحة، أو استعمل متصفحًا آخر.
passkey-trouble = لم يعطِ متصفحك مفتاح مرور. حاول من جديد، وأكّد بإصبعك أو وجهك أو رقمك السري. إن بقي الأمر هكذا فالمتصفح قديم، أو ليس فيه مفتاح مرور لهذا المكتب.

start-title = صفحات المكتب
start-how = للدخول اكتب هذا على هذا الجهاز، وافتح الرابط الذي يظهر:
start-code = رمز الرابط
start-code-hint = يقف بعد علامة # في الرابط، ويُملأ وحده إن كان متصفحك يشغّل برنامج هذه الصفحة.
passkey-title = مفتاح مرورك
passkey-how = الرابط وحده لا يفتح هذا المكتب. أكّد بإصبعك أو وجهك أو رقمك السري.
passkey-do = استعمل مفتاح مروري
first-passkey-title = أحضر مفتاح مرورك
first-passkey-how = ليس لهذا المكتب مفتاح مرور بعد. من الآن سيطلب مفتاحك كلما دخلت. استعمل جهازًا لك وحدك، يطلب إصبعك أو وجهك أو رقمك السري.
first-passkey-lost = إن ضاع، يُزال على هذا الجهاز بالأمر leeward desk passkeys.
first-passkey-do = اصنع مفتاح المرور
locked-title = مقفل
locked-how = لا شيء يُقرأ في هذا المكتب الآن. ما وافق عليه الأمناء يمكن فتحه من جديد بعد أن تفتح القفل.
refused-title = لم يتم هذا

inboxes = الوارد
home-none = لا يخدم هذا المكتب أي قسم اليوم. من يوقّعون الدليل يعرفون السبب.
inbox-title = وارد { $place }
inbox-table = أجزاء تنتظر
inbox-count = { $fitting ->
    [0] لا أجزاء
    [one] جزء واحد
    [two] جزءان
    [few] { $fitting } أجزاء
   *[other] { $fitting } جزءًا
  } هنا، و{ $all } في القسم.
inbox-none = لا شيء في هذا القسم بعد.
inbox-none-fitting = لا شيء يناسب هذا الفرز. F ينتقل إلى التالي.
vault-silent = لا يمكن الوصول إلى الخزنة. لم يضِع شيء؛ حاول بعد قليل.
filters = أي الأجزاء
filter-all = الكل
filter-to-ask = يمكن طلبه
filter-urgent = عاجل
filter-asked = مطلوب
pages-of-list = صفحات هذه القائمة
page-of = { $number } من { $pages }
column-choose = اختيار
column-day = اليوم
column-waiting = ينتظر
column-size = الحجم، على الأكثر
column-channel = الطريق
column-card = البطاقة
column-standing = أين وصل
choose-row = اختر السطر { $number }
days = { $count ->
    [0] منذ اليوم
    [one] يومًا واحدًا
    [two] يومين
    [few] { $count } أيام
   *[other] { $count } يومًا
  }
size-kib = { $number } كيبيبايت
size-mib = { $number } ميبيبايت
urgent = عاجل
channel-web = الويب
channel-sms = رسالة قصيرة
card-yes = ببطاقة
card-no = بلا بطاقة
standing-open = مفتوح هنا
standing-asked = طُلب
standing-asked-elsewhere = طلبه مكتب آخر، أو طُلب من قبل
standing-opened = فُتح من قبل
standing-shut = يبقى مغلقًا
standing-to-ask = يمكن طلبه
opening-number = الفتح { $number }

ask-title = اطلب الأجزاء المختارة
ask-how = اختر حتى { $most } جزءًا أعلاه.
ask-chosen-of = اخترت {"{n}"} من { $most }.
ask-aim = لأي غرض
aim-early-warning = إنذار مبكر
aim-advocacy = مناصرة
aim-accountability = محاسبة
ask-reviewer = من يقرأ أيضًا
reviewer-keys = { $desk } · { $keys ->
    [0] لم يترك مفتاحًا
    [one] ترك مفتاحًا واحدًا
    [two] ترك مفتاحين
    [few] ترك { $keys } مفاتيح
   *[other] ترك { $keys } مفتاحًا
  }
ask-no-keys = لم يترك أي مكتب آخر مفتاحًا. يتركه صاحبه في صفحة الفتح؛ ثم انظر من جديد.
ask-hours = لكم من الوقت
hours = { $count ->
    [0] أقل من ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
   *[other] { $count } ساعة
  }
ask-quota = يوافق الأمناء على { $a_day } جزءًا للشخص في اليوم. طلب هذا المكتب { $today } اليوم منذ تشغيله.
ask-do = اطلب

error-not-a-loopback-caller = لا يجيب المكتب إلا هذا الجهاز، باسم localhost. سُئل من مكان آخر أو باسم آخر.
error-link-refused = لا يمكن استعمال هذا الرابط. يصلح مرة واحدة ولدقيقتين. اكتب leeward desk open لرابط جديد.
error-entry-refused = لم تدخل. اكتب leeward desk open لرابط جديد، واستعمل مفتاح مرور هذا المكتب.
error-passkey-refused = لم يُقبل مفتاح المرور هذا. حاول من جديد بجهاز يطلب إصبعك أو وجهك أو رقمك السري.
error-passkeys-unreadable = ملف مفاتيح المرور ليس كما كتبه المكتب. لا يدخل أحد. اكتب leeward desk passkeys.
error-from-elsewhere = لم يأتِ هذا من صفحة لهذا المكتب، أو جاء من جلسة سابقة. حمّل الصفحة من جديد.
error-form-refused = في هذه الاستمارة شيء ناقص أو من نوع آخر. انظر فيها من جديد.
error-no-such-page = لا صفحة كهذه، أو لم تعد: ما ترقّمه هذه الصفحات يُنسى مع كل جلسة.
error-nothing-chosen = لم تختر شيئًا. اختر حتى 20 جزءًا ثم اطلب.
error-too-much-chosen = الطلب الواحد يسمّي 20 جزءًا على الأكثر. اختر أقل، ثم اطلب الباقي بعده.
error-not-an-opening = هذا ليس رقم فتح: 64 علامة كما يعرضها المكتب الذي طلب.
error-not-added = لم يُعلَّم شيء: لم تختر شيئًا، أو هو معلَّم من قبل، أو في النص علامات كثيرة.
error-vault-unreachable = لا يمكن الوصول إلى الخزنة. لم يضِع شيء؛ حاول بعد قليل.
error-refused = رفضت الخزنة هذا.
error-wrong-answer = أجابت منطقة أخرى بما لا يعرفه البروتوكول. أخبر من يشغّلها.
error-not-our-compartment = لا يخدم هذا المكتب ذلك القسم.
error-no-fresh-key = ليس للمراجع مفتاح جديد ينتظر. اطلب منه أن يشغّل مكتبه ثم حاول.
error-too-many-keys = تنتظر مفاتيح كافية من هذا المكتب. تُستعمل أولًا أو تنتهي.
error-no-such-opening = ليس في هذا المكتب فتح كهذا. مكتب أعيد تشغيله نسي كل شيء: اطلب الأجزاء من جديد.
error-too-many-openings = في هذا المكتب من الفتح قدر ما يسع. انسَ ما انتهى منها.
error-key-forgotten = نُسي مفتاح هذا الفتح، فلا شيء يفتحه هنا بعد. اطلب الأجزاء من جديد.
error-not-named-here = هذا الفتح لا يسمّي هذا المكتب، أو ليس هو المطلوب.
error-desk-revoked = أحد مكتبَي هذا الفتح لم يعد يخدم القسم.
error-part-not-open = هذا الجزء ليس مفتوحًا هنا الآن. افتح أولًا ما ووفق عليه؛ المكتب الخامل ينسى ما قرأ.

key-openings = إلى الفتح
key-join = افتح ما ووفق عليه
key-read = اقرأ ذلك الجزء
key-marks = العلامة التالية، العلامة السابقة
key-accept = اقبل العلامة: تبقى مخفية
key-refuse = ارفض العلامة: لا ضرر منها؛ أو ارجع عما علّمته
key-add = علّم ما فات: الأسهم تنتقل بالكلمات، ومع Shift تختار، والرقم يقول ما هو
key-masked = مع الكلمات المخفية أو بدونها
key-parts = الجزء السابق، الجزء التالي

openings = الفتح
openings-none = ليس في هذا المكتب أي فتح. اطلب أجزاء من الوارد؛ وإن كنت مراجعًا فاترك مفتاحًا لمن يطلب.
column-opening = الفتح
column-place = القسم
column-aim = لأي غرض
column-side = لمن
column-ends = ينتهي بعد
column-parts = الأجزاء
column-part = الجزء
column-approvals = الموافقات
column-here = في هذا المكتب
side-ours = طُلب هنا، ويُقرأ أيضًا في
side-theirs = تقرأه أيضًا، وطُلب في
parts-readable = { $all ->
    [one] جزء واحد
    [two] جزءان
    [few] { $all } أجزاء
   *[other] { $all } جزءًا
  }، { $readable ->
    [0] لا شيء مفتوح هنا
   *[other] { $readable } مفتوح هنا
  }
as-reviewer = كمراجع
as-reviewer-how = المفتاح الذي تتركه يصلح لفتح واحد يطلبه المحرّر. يجب أن يبقى المكتب مشغّلًا حتى ذلك الحين: إن أعيد تشغيله نسي المفتاح.
key-for = مفتاح لـ
keys-here = { $place } · { $keys ->
    [0] لا مفتاح
   *[other] { $keys } متروك
  }
key-leave = اترك مفتاحًا
take-up = خذ فتحًا
take-up-hint = رقمه، 64 علامة، كما تعرضه صفحة من طلبه. المسوّدة التي تصلك تجلب فتحها معها.
take-up-do = خذ
ends-in = ينتهي بعد { $hours }
opening-silent = لا يمكن سؤال الخزنة الآن. ما هو مفتوح هنا يبقى مفتوحًا؛ وما قاله الأمناء بعد ذلك غير معروف.
changed = تغيّر شيء. R ينظر من جديد.
read-part = اقرأ الجزء { $number }
part-number = الجزء { $number }
approvals-of = { $approvals } من { $needed }
refusals = { $count ->
    [one] رفض واحد
    [two] رفضان
    [few] { $count } مرات رفض
   *[other] { $count } رفضًا
  }
part-requested = طُلب؛ ليس في السجل بعد
part-logged = يُسأل الأمناء
part-approved = ووفق عليه
part-opened = فُتح
part-refused = رُفض
part-expired = انتهى بلا موافقات كافية
part-withdrawn = استرده مصدره
part-frozen = أُوقف
outcome-none = لم يُفتح بعد
outcome-open = مفتوح هنا
outcome-waiting = ينتظر الأمناء
outcome-refused = رُفض
outcome-expired = انتهى
outcome-withdrawn = استُرد؛ نُسي هنا
outcome-frozen = أُوقف؛ نُسي هنا
outcome-enough-for-today = لا تعطي الخزنة أكثر اليوم
outcome-not-handed-out = لا تعطيه الخزنة الآن
outcome-consent = موافقة المصدر لا تسمح به
outcome-not-our-desk-then = خُتم لمكاتب أخرى، أو لمفتاح أقدم لهذا المكتب
outcome-cannot-open = لا يمكن فتحه
outcome-not-readable = فُتح، لكنه ليس بلاغًا
outcome-room-ended = أُغلق: انتهت عمليته؛ افتحه من جديد
join = افتح ما ووفق عليه
for-reviewer = للمراجع
for-reviewer-how = يأخذ مكتب المراجع هذا الفتح برقمه. ولا يقول الرقم شيئًا لغيره.
forget = انسَ هذا الفتح
forget-how = تُترك الأصول والمفتاح وما قررته فيها. وتحت هذا الفتح لا يُقرأ هنا شيء بعد.
forget-do = انسَه الآن

parts-of-opening = أجزاء هذا الفتح
part-before = الجزء السابق
part-after = الجزء التالي
view-masked = محجوب
view-plain = ظاهر
kind-of-part-testimony = شهادة
kind-of-part-identity = هوية
kind-of-part-evidence = دليل
part-of = { $number } من { $all }
coded-event = الحدث
coded-week = الأسبوع
coded-risks = عوامل الخطر
together = هذه { $count } رسائل من نص طويل واحد. أيها الأولى غير مذكور: ترتيبها كترتيب الطلب.
has-identity = خُتمت الهوية على حدة، لأمناء آخرين.
has-evidence = { $count ->
    [one] خُتم ملف واحد
    [two] خُتم ملفان
    [few] خُتمت { $count } ملفات
   *[other] خُتم { $count } ملفًا
  } على حدة كما هي.
identity-empty = جزء الهوية هذا فارغ: لم يقل مصدره من هو.
field-text = النص
field-place = المكان
field-harmed = من تضرر
field-name = الاسم
field-phone = الهاتف
field-note = ملاحظة
held = موقوف.
masked-whole = كل هذا النص محجوب حتى تطلب رؤيته.
reveal = أظهر هذا النص
file-picture-not-shown = صورة، { $size }: غير معروضة. ما يُعرض هنا يُرسم من جديد أولًا.
file-file-not-shown = ملف، { $size }: لا يُعرض ولا يُنزَّل. قد يكون مصنوعًا ليؤذي من يفتحه.
no-text = لا نص في هذا الجزء.
identifiers = ما يدل على أشخاص
identifiers-none = لم يُعثر على شيء. وهذا لا يعني أن لا شيء هناك.
decided-proposed = مقترح
decided-accepted = مقبول
decided-refused = مرفوض
decided-added = أضفته أنت
accept = اقبل
refuse = ارفض
take-back = ارجع عنه
add-to = علّم في: { $text }
add-words = الكلمات كما كُتبت هناك
add-kind = ما هو
add-do = علّمها حيثما كانت
adding-how = الأسهم تنتقل بالكلمات، ومع Shift تختار. الرقم يعلّم؛ وEscape يخرج.
kind-name = اسم
kind-person = شخص
kind-place = مكان
kind-organisation = منظمة
kind-email = بريد إلكتروني
kind-url = عنوان ويب
kind-handle = اسم حساب
kind-phone = هاتف
kind-number = رقم
kind-code = رمز
kind-plate = لوحة سيارة
kind-coordinates = إحداثيات
kind-date = تاريخ
kind-time = وقت
kind-age = عمر
kind-duration = مدة
kind-job = عمل أو دور
kind-demonym = قوم أو أصل
kind-event = حدث نادر
kind-year = سنة
kind-amount = مقدار
kind-kin = قرابة
kind-single = الوحيد
kind-condition = مرض أو حالة
kind-work = عنوان عمل
kind-address = عنوان
kind-other = غير ذلك
kind-unread = كلمة لم تُقرأ
kind-held = موقوف
kind-shared = كلمات مشتركة

key-stop = أوقف هذا المكتب فورًا: انسَ كل شيء، وجمّد ما طلبه، وأخبر الآخرين
stop = أوقف
stop-title = أوقف هذا المكتب
stop-how = يُنسى فورًا كل ما هو مفتوح هنا. ويُجمَّد نهائيًا ما طلبه هذا المكتب، وتُخبَر الخزنة ومنطقة السياسة بأنه أُوقف.
stop-again = لا يعيده إلى العمل إلا مديران اثنان. والمفتاح ! يفعل ذلك من كل صفحة بلا سؤال.
stop-do = أوقفه الآن
stopped-title = هذا المكتب موقوف
stopped-how = نُسي كل شيء هنا. طلبات هذا المكتب التي جُمّدت: { $frozen }.
stopped-vault = الخزنة تعلم.
stopped-vault-silent = لم يمكن إخبار الخزنة بعد؛ والمكتب يواصل المحاولة.
stopped-policy = منطقة السياسة تعلم، وتخبر الآخرين.
stopped-policy-silent = لم يمكن إخبار منطقة السياسة بعد؛ والمكتب يواصل المحاولة.
error-desk-stopped = هذا المكتب موقوف. يستطيع مديران اثنان إعادته إلى العمل؛ وما قرأه قد نُسي.
error-room-gone = ما كان مفتوحًا هنا كان في عملية انتهت. افتح من جديد ما ووفق عليه.
