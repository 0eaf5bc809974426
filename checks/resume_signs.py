"""What resumes look like: the words and patterns that they are built of, no judgement.

Collected from how resumes are commonly laid out in the languages of Europe and beyond. Every list
is folded (see ``folding``), so that spellings with and without accents are one.
"""

from __future__ import annotations

import re

from checks.folding import phrases

HISTORY = phrases(
    "experience|experiences|work experience|working experience|employment|employment history"
    "|work history|employment record|career history|professional background|professional history"
    "|positions held|positions|career|career overview|career highlights|internships|internship"
    "|military service|appointments|academic appointments|academic positions|clinical rotations"
    "|practicum|selected roles|roles|engagements|experience highlights|work|where i have worked"
    "|jobs|experience and achievements|board experience"
    # German
    "|berufserfahrung|berufserfahrungen|berufliche erfahrung|beruflicher werdegang|werdegang"
    "|berufspraxis|praktische erfahrung|praktische erfahrungen|praktika|berufstatigkeit"
    "|berufliche stationen|beruflicher hintergrund|berufliche tatigkeit|stationen"
    # French
    "|experience professionnelle|experiences professionnelles|parcours professionnel|parcours"
    "|stages|emplois"
    # Spanish, Portuguese, Italian
    "|experiencia|experiencia laboral|experiencia profesional|trayectoria profesional|trayectoria"
    "|historial laboral|practicas|experiencia profissional|percurso profissional|esperienza"
    "|esperienze|esperienza lavorativa|esperienze lavorative|esperienza professionale"
    "|esperienze professionali"
    # Dutch, Swedish, Danish, Norwegian, Finnish
    "|werkervaring|loopbaan|arbetslivserfarenhet|erfarenhet|arbetserfarenhet|erhvervserfaring"
    "|ansættelser|arbeidserfaring|yrkeserfaring|tyokokemus"
    # Polish, Czech, Hungarian, Romanian, Turkish
    "|doswiadczenie|doswiadczenie zawodowe|pracovni zkusenosti|praxe|prubeh zamestnani"
    "|szakmai tapasztalat|munkatapasztalat|experienta profesionala|is deneyimi|deneyim"
    "|is tecrubesi"
    # Russian, Ukrainian, Greek, Arabic, Hebrew
    "|опыт работы|досвід роботи|επαγγελματικη εμπειρια|εργασιακη εμπειρια|الخبرات|الخبرة العملية"
    "|الخبرات العملية|ניסיון תעסוקתי|ניסיון מקצועי"
    # More of these languages, and others
    "|fonctions|fonctions actuelles|postes occupes|situation professionnelle|carriere"
    "|akademischer werdegang|wissenschaftlicher werdegang|tatigkeiten|berufsweg|anstellungen"
    "|historial profesional|vida laboral|cargos|puestos|carriera|percorso professionale|incarichi"
    "|historico profissional|percurso|arbeidsverleden|loopbaanoverzicht|anstallningar"
    "|joberfaring|arbejdserfaring|tyohistoria|przebieg kariery|historia zatrudnienia"
    "|prubeh praxe|pracovni praxe|pracovne skusenosti|prax|radno iskustvo|delovne izkusnje"
    "|професионален опит|трудов стаж|работен опит|радно искуство|трудова дейност"
    "|kinh nghiem lam viec|kinh nghiem|pengalaman kerja|riwayat pekerjaan|tookogemus"
    "|darbo patirtis|darba pieredze|سوابق شغلی|कार्य अनुभव|ประสบการณ์ทำงาน"
    # Chinese, Japanese, Korean
    "|工作经历|工作经验|工作經歷|工作經驗|实习经历|職歴|職務経歴|경력|경력사항"
    # As people say it themselves
    "|what i have done|what i've done|where i've worked|where i have been|where i've been"
    "|employers|engagements|where i work|employment details|jobs held|posts held|work record"
    "|professional engagements|career to date|film|theatre|theater|television|commercials"
    "|orchestral experience|stage|roles and employers|driving experience|in-plant training"
    "|industrial training|earlier positions|employment experience|service history"
    "|career chronology|chronology|law practice|practice|recent jobs|past jobs"
)
EDUCATION = phrases(
    "education|education and training|education and qualifications|educational background"
    "|training|academic background|qualifications|academic qualifications|degrees|schooling"
    "|academics|studies|education and credentials|education and certifications"
    "|education and certification|academic history|education and licensure|education and licenses"
    "|training and education|ausbildung|bildungsweg|schulbildung|studium|schulische ausbildung"
    "|akademische ausbildung|schule|aus- und weiterbildung|weiterbildung|weiterbildungen|bildung"
    "|ausbildung und studium|hochschulstudium|formation|formations|diplomes|etudes"
    "|formation academique|etudes et formations|formation et diplomes|educacion|formacion"
    "|formacion academica|estudios|titulos|formacao|formacao academica|educacao|istruzione"
    "|formazione|istruzione e formazione|titoli di studio|opleiding|opleidingen|utbildning"
    "|uddannelse|utdanning|utdannelse|koulutus|wyksztalcenie|edukacja|vzdelani|vzdelanie"
    "|tanulmanyok|vegzettseg|educatie|egitim|egitim bilgileri|образование|освіта|εκπαιδευση"
    "|σπουδες|التعليم|المؤهلات العلمية|השכלה"
    "|教育背景|教育经历|教育經歷|学历|学歴|學歷|학력|학력사항"
    "|high school|titres universitaires|titres|diplomes et titres|cursus|cursus universitaire"
    "|schule und ausbildung|schulausbildung|studium und ausbildung|datos academicos"
    "|formacion complementaria|estudios realizados|percorso formativo|studi|percurso academico"
    "|habilitacoes literarias|habilitacoes academicas|habilitacoes|escolaridade|kwalifikacje"
    "|obrazovanje|izobrazba|hoc van|pendidikan|riwayat pendidikan|haridus|issilavinimas|izglitiba"
    "|تحصیلات|शिक्षा|การศึกษา|обучение|educatie si formare"
    "|academic profile|academic details|academic record|educational qualification"
    "|educational qualifications|educational details|scholastic record|degree|diploma"
    "|where i studied|where i learned|where i went to school|school|schools"
)
SKILLS = phrases(
    "skills|core competencies|competencies|areas of expertise|expertise|technologies|tools"
    "|strengths|skills and tools|skills and interests|skills and abilities"
    "|skills and competencies|proficiencies|skill set|skill highlights|languages and skills"
    "|skills and languages|qualifications summary|summary of qualifications|skills summary"
    "|core skills|capabilities|software|tech stack|key strengths|computer skills|it skills"
    "|language skills|soft skills|hard skills|instruments and techniques|kenntnisse|fahigkeiten"
    "|edv-kenntnisse|it-kenntnisse|sprachkenntnisse|kompetenzen|sprachen"
    "|kenntnisse und fahigkeiten|besondere kenntnisse|edv kenntnisse|fachkenntnisse|fuhrerschein"
    "|competences|langues|informatique|competences techniques|competences cles|savoir-faire"
    "|atouts|habilidades|competencias|aptitudes|idiomas|conocimientos|conocimientos informaticos"
    "|informatica|competenze|lingue|competenze informatiche|competencias tecnicas"
    "|capacita e competenze|vaardigheden|talen|kompetenser|fardigheter|kompetencer|sprog|sprak"
    "|taidot|kielitaito|umiejetnosci|jezyki obce|dovednosti|jazykove znalosti|kepessegek"
    "|nyelvtudas|abilitati|beceriler|yetenekler|yabanci dil|навыки|ключевые навыки|навички"
    "|δεξιοτητες|ξενες γλωσσες|المهارات|اللغات|כישורים|שפות"
    "|专业技能|技能|技能特长|資格|スキル|보유기술|자격증"
    "|vjestine|vestine|umenia|zrucnosti|ky nang|keahlian|kemampuan|oskused|igudziai|prasmes"
    "|limbi straine|jezici|jezikove znalosti|jazyky|kieli|ferdigheter|умения|ทักษะ"
    "|software known|technical proficiency|special skills|areas of strength|key skills|it"
    "|good to know|programming languages|languages known|top skills|stack"
    "|what i am good at|what i'm good at|things i am good at|things i'm good at|what i do well"
    "|what i can do|what i know|good at"
)
OTHER_SECTIONS = phrases(
    "responsabilites collectives|responsabilites"
    "|personal profile|declaration|personal statement|career history summary|citizenship"
    "|exhibitions|selected exhibitions|competitions and awards|recordings|boards|bibliography"
    "|summary|professional summary|executive profile|profile|professional profile|objective"
    "|career objective|about me|highlights|certifications|certificates|licenses|licensure"
    "|licenses and certifications|certifications and licenses|languages|projects"
    "|selected projects|publications|selected publications|awards|honors|honours"
    "|honors and awards|awards and honors|interests|hobbies|hobbies and interests"
    "|volunteer experience|volunteering|volunteer work|references|referees|affiliations"
    "|memberships|professional affiliations|professional memberships|activities|presentations"
    "|patents|grants|achievements|key achievements|accomplishments|personal details|personal data"
    "|personal information|community involvement|community service|contact|contact details"
    "|leadership|conferences|exhibitions|performances|productions|teaching|research"
    "|research interests|professional development|coursework|career summary|credits"
    "|training and certifications|invited talks|service|links|extracurricular activities"
    "|personliche daten|angaben zur person|profil|interessen|hobbys|ehrenamt|auszeichnungen"
    "|referenzen|zertifikate|ehrenamtliches engagement|kontakt|projekte|publikationen"
    "|centres d'interet|loisirs|profil professionnel|objectif|certifications et permis"
    "|references sur demande|benevolat|coordonnees|perfil|perfil profesional|objetivo"
    "|datos personales|referencias|intereses|logros|voluntariado|certificaciones|cursos"
    "|otros datos|dados pessoais|dati personali|interessi|zainteresowania|zajmy|pasje"
    "|kisisel bilgiler|referanslar|обо мне|о себе|личные данные"
    "|自我评价|个人信息|求职意向|志望動機|自己pr|趣味|자기소개"
)
QUALIFIERS = phrases(
    "professional|relevant|selected|additional|other|related|recent|previous|prior|technical|key"
    "|core|main|my|general|further|academic|personal|teaching|research|clinical|leadership"
    "|industry|management|executive|nursing|legal|military|international|early|current|sales"
    "|engineering|classroom|field|retail|culinary|kitchen|design|freelance|consulting|production"
    "|performance|acting|computer|special|summary of|continued|cont|and|&|volunteer|paid"
    "|hospitality|laboratory|lab|customer service|restaurant|student|wichtige|weitere|sonstige"
    "|autres|principales|otras|mis|highest|formal|of|in|work|studio|driving|trade"
)
"""Words that a heading may have around it: "Relevant *Teaching* Experience"."""

TITLES = phrases(
    "curriculum vitae|resume|cv|lebenslauf|tabellarischer lebenslauf|curriculum|hoja de vida"
    "|curriculo|europass|europass curriculum vitae|zivotopis|zyciorys|резюме|ozgecmis"
    "|βιογραφικο σημειωμα|oneletrajz|ansioluettelo|meritforteckning"
    "|简历|个人简历|簡歷|履歷|履歴書|職務経歴書|이력서"
    "|السيرة الذاتية|קורות חיים|professional resume|vita|academic cv|europass cv"
    "|resume of qualifications"
)

JOB_TITLES = phrases(
    "manager|director|engineer|developer|analyst|designer|coordinator|assistant|associate"
    "|specialist|teacher|nurse|consultant|administrator|supervisor|technician|accountant"
    "|architect|intern|lead|officer|president|head|chef|cook|server|bartender|representative"
    "|agent|clerk|cashier|driver|electrician|plumber|carpenter|mechanic|welder|foreman"
    "|superintendent|professor|lecturer|instructor|tutor|fellow|researcher|scientist|pharmacist"
    "|physician|therapist|paralegal|attorney|counsel|lawyer|editor|writer|journalist|photographer"
    "|producer|secretary|receptionist|programmer|strategist|planner|buyer|merchandiser|recruiter"
    "|operator|inspector|auditor|controller|bookkeeper|librarian|counselor|caregiver|trainer"
    "|coach|owner|founder|partner|principal|dean|sergeant|captain|lieutenant|apprentice"
    "|foreperson|barista|stylist|hygienist|leiter|leiterin|mitarbeiter|mitarbeiterin|ingenieur"
    "|ingenieurin|entwickler|entwicklerin|praktikant|praktikantin|kaufmann|kauffrau|referent"
    "|referentin|werkstudent|werkstudentin|auszubildende|lehrer|lehrerin|assistentin"
    "|sachbearbeiter|sachbearbeiterin|techniker|meister|pflegefachfrau|krankenschwester|berater"
    "|beraterin|buchhalter|buchhalterin|geschaftsfuhrer|projektleiter|projektleiterin|ingenieure"
    "|responsable|charge|chargee|stagiaire|directeur|directrice|assistante|vendeur"
    "|vendeuse|comptable|infirmiere|infirmier|conseiller|conseillere|developpeur|developpeuse"
    "|professeur|gerente|director|directora|ingeniero|ingeniera|analista|asistente|desarrollador"
    "|profesor|profesora|tecnico|becario|becaria|contable|enfermera|enfermero|jefe|jefa"
    "|coordinador|coordinadora|auxiliar"
    "|executive|salesperson|salesman|laborer|labourer|broker|banker|realtor|dispatcher|guard"
    "|janitor|custodian|housekeeper|landscaper|painter|roofer|machinist|ceo|cfo|coo|cto|vp"
    "|chairman|chairwoman|chair|treasurer|reporter|translator|interpreter|artist|musician"
    "|paramedic|firefighter|caretaker|nanny|waiter|waitress|host|hostess|baker|butcher|farmer"
)

ACTION_VERBS = phrases(
    "achieved|acted|administered|advised|analyzed|analysed|answered|applied|arranged|assembled"
    "|assessed|assisted|attained|audited|authored|automated|balanced|boosted|broadened|brought"
    "|built|calculated|cared|chaired|coached|collaborated|collected|completed|composed|conceived"
    "|conducted|configured|consolidated|constructed|consulted|contributed|controlled|converted"
    "|coordinated|counseled|created|cultivated|cut|decreased|delivered|demonstrated|deployed"
    "|designed|developed|devised|diagnosed|directed|documented|doubled|drafted|drove|earned"
    "|edited|educated|eliminated|enabled|engineered|enhanced|ensured|established|evaluated"
    "|exceeded|executed|expanded|facilitated|fitted|formulated|founded|generated|grew|guided"
    "|handled|headed|helped|hired|identified|implemented|improved|increased|initiated|inspected"
    "|installed|instituted|instructed|integrated|introduced|investigated|launched|led|maintained"
    "|managed|marketed|mentored|migrated|modernized|monitored|motivated|negotiated|operated"
    "|optimized|orchestrated|organized|organised|originated|oversaw|owned|participated|partnered"
    "|performed|piloted|pioneered|planned|prepared|presented|processed|produced|programmed"
    "|promoted|proposed|provided|published|raised|ran|received|recruited|redesigned|reduced"
    "|refactored|rehabilitated|reorganized|repaired|replaced|represented|researched|resolved"
    "|restructured|revamped|reviewed|revised|rolled|saved|scheduled|secured|selected|served"
    "|serviced|shaped|shipped|simplified|sold|spearheaded|staffed|standardized|started|steered"
    "|streamlined|strengthened|supervised|supported|surpassed|taught|tested|tracked|trained"
    "|transformed|translated|treated|tripled|troubleshot|tutored|unified|updated|upgraded"
    "|validated|volunteered|won|wired|worked|wrote|catered|cooked|greeted"
)

DEGREES = re.compile(
    r"\b(?:b\.?\s?(?:a|s|sc|eng|com|ed|f\.?a|b\.?a)\b\.?|m\.?\s?(?:a|s|sc|eng|ed|f\.?a|b\.?a"
    r"|p\.?h)\b\.(?!\s*and)|b\.?sc|m\.?sc|mba|bba|bfa|mfa|ph\.?\s?d\b|j\.d|ll\.?[bm]|m\.?d\b\.?"
    r"|rn\b|bsn|msn|a\.?a\.?s\b|bachelor|master of|masters? degree|master's|associate degree"
    r"|associate of|associate's|doctor of|doctorate|high school diploma|ged\b"
    r"|apprenticeship|a-levels|gcses?|diplom(?!a[ct])\w*|abitur|staatsexamen|promotion zum"
    r"|gesellenbrief|realschulabschluss|magister|mittlere reife|licence|baccalaureat|bts\b|dut\b"
    r"|maitrise|master 2|cap\b|licenciatura|licenciad[oa]|grado en|bachillerato|ingenieria"
    r"|tecnico superior|laurea"
    r"|bacharel\w*|inzynier|licencjat|бакалавр|магистр|学士|硕士|本科|修士|卒業|학사|석사)"
)

_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|fev(?:rier)?|mar(?:ch|s|z|zo)?|maerz|apr(?:il)?"
    r"|avr(?:il)?|may|mai|june?|juni|juin|july?|juli|juillet|aug(?:ust)?|aout|sept?(?:ember"
    r"|embre)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|de[cz](?:ember|embre)?|ene(?:ro)?|enero"
    r"|febrero|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|septiembre|octubre|noviembre"
    r"|dic(?:iembre)?|spring|summer|fall|autumn|winter)"
)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_POINT = (
    rf"(?:(?:{_MONTH}\.?,?\s+(?:de\s+)?|[01]?\d\s?[/.-]\s?){_YEAR}"
    rf"|{_YEAR}(?:[/.年]\s?[01]?\d(?!\d)月?)?年?)"
)
_OPEN = (
    r"(?:present|current|currently|now|today|date|ongoing|heute|aujourd'hui|ce jour|present"
    r"|actualidad|actual|la fecha|oggi|presente|atual|atualmente|dato|prezent|trenutno|danas"
    r"|do dnes|do teraz|sucasnost|hien tai|nay|sekarang|saat ini|pana in prezent|tanaseni|iki dabar"
    r"|сега|до цього часу|heden|nu|nuvarande|dags dato"
    r"|nykyinen|obecnie|dnes|soucasnost|jelenleg|настоящее время|н\.?в\.?|halen|gunumuz|σημερα|至今"
    r"|现在|現在|현재)"
)
DATE_RANGE = re.compile(
    rf"{_POINT}\s*(?:-+|/|to|until|till|through|thru|bis|a|au|al|hasta|ate|tot|til|do|по|〜|~|至)\s*"
    rf"(?:{_POINT}|{_OPEN}|'?\d\d(?!\d))|^\W*(?:since|seit|depuis|desde|dal|sinds|sedan|siden|od"
    rf"|с|ab)\s+{_POINT}"
)
"""A span of time as resumes write it, in folded text: "Jan 2019 - present", "06/2018 - 09/2021"."""

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
ROLES = phrases(
    "info|service|services|sales|office|contact|support|admin|hello|team|jobs|careers|press|mail"
    "|help|billing|orders|booking|bookings|news|club|shop|studio|events|kontakt|buero|post"
    "|accueil|ventas|reception|marketing|media|editor|gallery|school|enquiries|inquiries"
)
"""Mailboxes of a function, not of a person (RFC 2142 and common use)."""
PHONE = re.compile(r"(?<![\d/])(?:\+|\(|00)?\d{1,4}\)?(?:[\s./()-]{0,2}\d{2,4}){2,5}(?!\d)")
PROFILE_LINK = re.compile(
    r"linkedin|github\.com|gitlab\.com|xing\.com|behance|dribbble|orcid|portfolio\b|https?://|www\."
)
PLACE = re.compile(
    r"\b[a-z][a-z .'-]+,\s*(?:[a-z]{2}\b(?:\s+\d{5})?|[a-z]{4,})|\b\d{4,5}\s+[a-z]{3,}"
    r"|\b[a-z]{1,2}\d{1,2}[a-z]?\s\d[a-z]{2}\b|\b\d{1,5}\s+[a-z. ]+\b(?:street|st|avenue|ave|road"
    r"|rd|lane|ln|drive|dr|blvd|way|court|ct)\b"
)
PERSONAL_DATA = phrases(
    "father's name|languages known"
    "|nascut|rodeny|narodeny|datum rodenja|ngay sinh|tanggal lahir"
    "|date of birth|nationality|marital status|driving licence|driver's license|geburtsdatum"
    "|geboren am|geboren|geburtsort|staatsangehorigkeit|familienstand|ledig|date de naissance"
    "|nationalite|permis b|celibataire|ne le|nee le|fecha de nacimiento|nacionalidad|estado civil"
    "|dni|carnet de conducir|data di nascita|nazionalita|data de nascimento|geboortedatum"
    "|data urodzenia|datum narozeni|дата рождения"
    "|生年月日|出生年月|생년월일|u.s. citizen|us citizen"
    "|security clearance|right to work"
)
REFERENCES_OFFERED = re.compile(
    r"referenc\w+ (?:are |is )?(?:available|furnished|provided|supplied|on request|upon)"
    r"|references? (?:sur|on) (?:demande|request)|referenzen auf anfrage"
    r"|referencias (?:disponibles|a peticion)|referenze su richiesta"
)
