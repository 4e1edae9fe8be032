checked = no
unchecked = لم يراجع هذا النص بعدُ أحد ممن لغتهم الأم العربية. إن لم يكن واضحًا فاسأل قبل أن تفعل شيئًا.
heading = Leeward: خطوات { $party }
never-heading = لا تفعل أبدًا
telephone = قبل أن توقّع أو تسلّم أو تساعد: اتصل بالآخرين، والأفضل أن تلتقي بهم، وقارنوا أول 32 علامة من المفتاح.

root-title = حامل مفتاح الجذر
root-1 = اصنع مفتاحك على جهاز لا يتصل بالشبكة أبدًا: `leeward keys person root.key --name NAME --organisation ORGANISATION`. اختر ست كلمات عشوائية عبارةً سرية.
root-2 = سلّم الملف root.public. ليس فيه سر.
root-3 = إذا كان هناك دليل جديد للتوقيع فاقرأه: `leeward directory check FOLDER`، ثم اسأل عن سبب كل تغيير.
root-4 = وقّعه: `leeward directory sign FOLDER --key root.key`. ما يرفضه الأمر لا تقبله بسبب العجلة.
root-5 = أعد المجلد بيدك. احفظ الجهاز والورقة التي فيها العبارة السرية مقفلين في مكانين.
root-never = أن توقّع ما لم تقرأ. أن تحفظ المفتاح وعبارته السرية معًا. أن يحمل شخص واحد مفتاحين من مفاتيح الجذر.

root-change-title = حامل مفتاح الجذر، عند تغيير الجذور
root-change-1 = غادر أحدهم، أو ضاع مفتاح أو سُرق: ابدأ الدليل التالي بالأمر `leeward directory renew FOLDER` قبل أن يوقّعه أحد.
root-change-2 = اقترح كل الجذور التي ستكون: `leeward directory rotate-roots FOLDER --root NAME.public`، مع `--root` مرة لكل واحد، و `--needed` لعدد من يجب أن يوقّعوا.
root-change-3 = التقِ بالحاملين الجدد، وقارنوا المفاتيح التي يعرضها الأمر. ثم وقّع، سواء كنت من الجذور السابقة أو من القادمة: `leeward directory sign-roots FOLDER --key root.key`. يقول الأمر كم وقّع من هؤلاء ومن أولئك.
root-change-4 = إذا وقّع عدد كافٍ من الطرفين تقرأ الجذور الجديدة الدليل وتوقّعه: `leeward directory check FOLDER`، `leeward directory sign FOLDER --key root.key`.
root-change-5 = يذهب الملف roots.cbor من المجلد إلى الأجهزة والأشخاص الجدد. لا يستبدل أحد الملف الذي عنده: البرامج تتبع من تلقاء نفسها.
root-change-6 = ألم تعد من حاملي الجذور؟ متى صار الدليل الجديد ساريًا فأتلف مفتاحك وكل نسخة منه. من لم يعلم بالتغيير ما زال يثق به.
root-change-never = أن توقّع لمفتاح لم تقارنه مع حامله. أن تؤجل التغيير إذا سُرق مفتاح.

administrator-title = مدير
administrator-1 = اصنع مفتاحك: `leeward keys person administrator.key --name NAME --organisation ORGANISATION`. سلّم الملف administrator.public.
administrator-2 = تحقق من أن الدليل يذكر اسمك ومنظمتك ومفتاحك: `leeward directory show FOLDER`.
administrator-3 = إذا انضم مدير أو غادر، تحتاج السياسة إلى توقيع اثنين ممن يذكرهم الدليل الآن: `leeward policy sign`.
administrator-4 = إذا وجب إيقاف مكتب أو شخص قبل توقيع دليل جديد فأصدر أمرًا أولًا، والدليل بعده.
administrator-5 = إذا تغيّرت الجذور فاطلب أن تُصنع الصفحة من جديد وأن تُسجَّل، وفورًا إذا سُرق واحد منها: `leeward web install`، `leeward web log`. الصفحة السابقة تثق بالجذور السابقة.
administrator-never = أن توقّع وحدك ما يقرره اثنان. أن تطلب من أمين مفتاحًا أو عبارة سرية.

custodian-title = أمين ينضم
custodian-1 = اصنع مفاتيحك على جهازك أنت: `leeward-custodian key new NAME --organisation ORGANISATION`. سلّم seat.cbor واحتفظ بالملف custodian.key.
custodian-2 = خذ ملف الجذور بنفسك من شخص تعرفه، واكتب `leeward-custodian connect roots.cbor --vault URL --policy URL --ledger URL --intake URL` مع العناوين الأربعة.
custodian-3 = بعد توقيع الدليل الذي فيه مقعدك اكتب `leeward-custodian waiting`. يقول الأمر إن لم يكن لمفتاحك مقعد.
custodian-4 = إن أخذت مقعد شخص آخر فأنت تحتاج إلى حصصه من البلاغات القديمة: اقرأ صفحة الخلف.
custodian-5 = احتفظ بنسخة من المجلد .leeward-custodian في مكان آخر. من دون memory.cbor تتوقف الأداة.
custodian-6 = إذا تغيّرت الجذور تبعتها أداتك من تلقاء نفسها. احتفظ بملف الجذور الذي عندك، ولا تأخذ غيره مما يُرسَل إليك.
custodian-never = أن تعطي ملف مفتاحك أو عبارته السرية لأحد، ولو كان مديرًا. أن توافق تحت التهديد: ارفض واذكر هذا السبب.

successor-title = خلف يأخذ مقعدًا
successor-1 = انتظر حتى يسري الدليل الذي يعطيك المقعد. اكتب `leeward-custodian succession begin COMPARTMENT`.
successor-2 = هل ضاع المفتاح السابق أو سُرق؟ إذن `leeward-custodian succession begin COMPARTMENT --lost` مع `--helper NAME` لكل مساعد، بعدد النصاب على الأقل.
successor-3 = اتصل بمن يسلّم، أو بمساعديك، واقرأ لهم الرقم.
successor-4 = بعد أن يتموا ما عليهم اكتب `leeward-custodian succession finish NUMBER --compartment COMPARTMENT`. يتحقق الأمر من كل حصة.
successor-5 = إن فشلت حصص فابدأ من جديد مع `--lost` ومساعدين آخرين. وإن كان كل شيء موجودًا فأخبر من غادر.
successor-never = أن تقول إن كل شيء موجود قبل أن يقول الأمر ذلك.

leaver-title = أمين يغادر
leaver-1 = احتفظ بملف مفتاحك إلى أن يقال لك إن كل الحصص وصلت.
leaver-2 = حين يتصل خلفك اكتب `leeward-custodian succession waiting --compartment COMPARTMENT` وقارن الاسم والمفتاح.
leaver-3 = اكتب `leeward-custodian succession hand-over NUMBER --compartment COMPARTMENT`.
leaver-4 = حين يقول خلفك إن كل شيء موجود أتلف custodian.key وعبارته السرية وكل نسخة منهما.
leaver-never = أن تسلّم إن كان مفتاحك ربما وقع في يد غيرك: قل ذلك، ودع مساعدين يصنعون حصص مقعدك من جديد.

helper-title = مساعد، إذا ضاع مفتاح
helper-1 = اكتب `leeward-custodian succession waiting`. قارن بالهاتف اسم صاحب المقعد الجديد ومفتاحه.
helper-2 = اكتب `leeward-custodian succession help NUMBER --compartment COMPARTMENT`. تذهب قطعك إلى المساعدين الآخرين.
helper-3 = بعد أن يفعل كل المساعدين ذلك اكتب الشيء نفسه مرة أخرى. عندئذ تم ما عليك. لا يقرأ أحد بلاغًا بهذا.
helper-never = أن تساعد لأن رسالة طلبت منك. أن ترسل حصتك أو مفتاحك إلى أحد.

custodian-away-title = أمين سيغيب
custodian-away-1 = التقِ بالنائب وقارنا المفاتيح: يكتب كل منكما `leeward-custodian key show`. من يحفظ مسودة الدليل يسمّيه لك وحدك: `leeward directory add-substitute FOLDER --seat seat.cbor --for YOU`. ثم توقّعه الجذور.
custodian-away-2 = متى صار ذلك الدليل ساريًا فوقّع تفويضًا لكل قسم: `leeward-custodian mandate give SUBSTITUTE --compartment COMPARTMENT --from 2027-03-01 --until 2027-03-21`. به يجيب عن مقعدك في تلك الأيام، وهي 31 على الأكثر، ولا في غيرها.
custodian-away-3 = أعره مفتاح الختم: `leeward-custodian mandate lend FILE --substitute SUBSTITUTE`. سلّمه الملف بيدك. يبقى عندك custodian.key وعبارته السرية ومفتاح توقيعك. ما يُعار لا يعود: فهو يفتح ما خُتم لمقعدك، ولو انتهى التفويض.
custodian-away-4 = عدت قبل الموعد؟ عودتك وحدها لا تنهي شيئًا. ابحث عن الرقم وأنهِ التفويض: `leeward-custodian mandate show --compartment COMPARTMENT`، `leeward-custodian mandate end NUMBER --compartment COMPARTMENT`. ما أجاب به يبقى. اطلب منه أن يزيل مفتاحك.
custodian-away-5 = لم يعد ينوب عنك؟ `leeward directory remove-substitute FOLDER SUBSTITUTE`. منذ ذلك الدليل لا يُعتد بأي تفويض له. بعد غياب طويل، أو عند الشك، اطلب تسليم المقعد إلى مفاتيح جديدة: صفحتا الأمين الذي يغادر والخلف.
custodian-away-6 = هل أُخذ أحدكما أو أُخذ مفتاح؟ من كان حرًا يتصل بمدير يوقف ذلك الشخص فورًا. ثم تُصنع للمقعد مفاتيح جديدة كما بعد السرقة: `leeward directory replace-lost`. لا يُسلَّم شيء بالمفتاح السابق.
custodian-away-never = أن تعطي نائبًا custodian.key أو عبارته السرية، أو تدعه يجيب على جهازك. أن تعير المفتاح لمن لا تعطيه المقعد.

substitute-title = نائب ينوب عن أمين
substitute-1 = اصنع مفاتيحك على جهازك أنت: `leeward-custodian key new NAME --organisation ORGANISATION`. سلّم seat.cbor بيدك. يبقى عندك custodian.key وعبارته السرية.
substitute-2 = يسمّيك الدليل لأمين واحد، ولا يسمّيك لغيره أبدًا. متى صار ساريًا فخذ ملف الجذور بنفسك من شخص تعرفه، واكتب `leeward-custodian connect roots.cbor --vault URL --policy URL --ledger URL --intake URL` مع العناوين الأربعة.
substitute-3 = يسلّمك الأمين بيده ملفًا فيه مفتاح الختم. لا يفتحه إلا مفتاحك: `leeward-custodian mandate borrow FILE`. يبقى مفتاح توقيعه عنده، وأنت توقّع بمفتاحك.
substitute-4 = ذلك المفتاح وحده لا يجيب عن شيء. ما يجيز ذلك هو تفويض الأمين الموقّع، في قسمه، من أول يوم إلى آخر يوم: `leeward-custodian mandate show --compartment COMPARTMENT`. في تلك الأيام اكتب `leeward-custodian waiting`، ووافق أو ارفض كما يفعل الأمين.
substitute-5 = ينتهي من تلقاء نفسه، أو قبل ذلك إذا أنهاه الأمين. عندئذ اكتب `leeward-custodian mandate give-back CUSTODIAN`، واحذف الملف الذي جاء فيه المفتاح وكل نسخة منه.
substitute-6 = هل أُخذ الأمين، أو لا تعرف أين هو؟ لا توافق على شيء بعد ذلك، واتصل بمدير فورًا. ما دام الأمين موقوفًا لا ينوب عنه أحد. غيرك يقرر لمن يكون المقعد.
substitute-7 = هل ضاع جهازك أنت أو فتحه غيرك؟ أخبر الأمين ومديرًا فورًا: المقعد يحتاج إلى مفاتيح جديدة.
substitute-never = أن تعطي أحدًا المفتاح المعار أو ملفه أو مفتاحك أنت. أن تحتفظ بالمفتاح المعار بعد انتهاء التفويض. أن توافق تحت التهديد: ارفض واذكر هذا السبب.

desk-title = من يقرأ أو يراجع، ومكتبه
desk-1 = على الجهاز نفسه: `leeward keys machine desk --name NAME --holder YOU`. سلّم public.cbor. يبقى seal.key و sign.key.
desk-2 = إذا انضم مكتبك أو غادر فخذ الدليل الجديد وشغّل المكتب من جديد.
desk-3 = المكتب الجديد يقرأ ما يُختم منذ ذلك الحين، ولا شيء أقدم منه.
desk-4 = إذا ضاع الجهاز أو فتحه غيرك فاتصل بمدير فورًا: يمكن إيقافه خلال دقائق.
desk-never = أن تنسخ مفاتيح مكتب إلى جهاز آخر. أن تحفظ ما تقرأ في أي مكان آخر.

desk-new-keys-title = مكتب يصنع مفاتيح جديدة
desk-new-keys-1 = على جهاز المكتب، في مجلد جديد: `leeward keys machine desk-keys-2 --name NAME --holder YOU`، بالاسم والشخص نفسيهما. سلّم الملف public.cbor الجديد. يبقى المجلد القديم، وهو هنا `desk-keys`.
desk-new-keys-2 = من يحفظ مسودة الدليل يبدأ الحقبة: `leeward directory new-epoch FOLDER --desk public.cbor`، مع `--desk` مرة لكل مكتب. توقّعه الجذور، ويوضع في كل مجلد pinned.
desk-new-keys-3 = أتم مسوداتك أولًا: فهي لا تنتقل معك. اجعل sign_key_file و seal_key_file في إعدادات المكتب يسمّيان الملفين الجديدين، ثم شغّل المكتب من جديد.
desk-new-keys-4 = اكتب فورًا `leeward desk re-wrap desk-keys/seal.key --config desk.toml`. ما يبقى في الخزنة يُختم للمفتاح الجديد ويُفحص. دوّن اليوم الذي يذكره الأمر: حتى ذلك اليوم قد يُختم للمفتاح القديم.
desk-new-keys-5 = بعد ذلك اليوم اكتب الشيء نفسه مرة أخرى، لما جاء منذ ذلك الحين. احتفظ بالملف `seal.key.re-wrapped` بجانب المفتاح القديم.
desk-new-keys-6 = بعد ذلك بيومين أو أكثر اطلب نسخة احتياطية من الخزنة. حيث مفاتيح النسخ: `leeward backup verify FILE --identity keeper.key --pinned pinned --list list.cbor`. أحضر list.cbor إلى المكتب.
desk-new-keys-7 = عندئذ فقط: `leeward desk destroy-key desk-keys/seal.key --config desk.toml --backup list.cbor`. إن رفض الأمر فافعل ما يقوله، ثم اكتبه من جديد. وإذا أتلف الملف فأتلف كل نسخة منه.
desk-new-keys-never = أن تتلف المفتاح القديم بيدك، أو قبل نسخة احتياطية أحدث: فلو أُعيدت الخزنة من نسخة أقدم لما كان فيها شيء لهذا المكتب. أن تكتب `--without-backup` ما دامت للخزنة نسخة احتياطية. أن تنسخ مفتاحًا إلى جهاز آخر.
