"""Words of dates in the languages that outlets write: months, time zones."""

import unicodedata

_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep oct nov dec
- - - - - - - - sept - - -
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mrz apr mai jun jul aug sep okt nov dez
jän febr maerz - - - - - sept - - -
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv févr mars avr mai juin juil aout sept oct nov déc
- fevrier - - - - jui - - - - decembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
ene feb mar abr may jun jul ago sep oct nov dic
- - - - - - - - setiembre - - -
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
gen febb mar apr mag giu lug ago set ott nov dic
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
jan fev mar abr mai jun jul ago set out nov dez
xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
januari februari maart april mei juni juli augustus september oktober november december
- - mrt - - - - - - - - -
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
sty lut mar kwi maj cze lip sie wrz paź lis gru
ledna února března dubna května června července srpna září října listopadu prosince
leden únor březen duben květen červen červenec srpen září říjen listopad prosinec
január február marec apríl máj jún júl august september október november december
januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
január február március április május június július augusztus szeptember október november december
- - márc ápr máj jún júl - szept - - -
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ian - - - - iun iul - - - noi -
януари февруари март април май юни юли август септември октомври ноември декември
ян - - - - - - - септ окт ноем дек
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος
ιαν φεβ μαρ απρ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ
- - - - μάι - - - σεπτ - νοέ -
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
янв фев мар апр май июн июл авг сен окт ноя дек
- февр - - - - - - сент - нояб -
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
січ лют бер кві тра чер лип сер вер жов лис гру
- - берез квіт трав черв - серп верес жовт листоп груд
студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня
јануар фебруар март април мај јун јул август септембар октобар новембар децембар
januar februar mart april maj jun jul avgust septembar oktobar novembar decembar
јануари февруари март април мај јуни јули август септември октомври ноември декември
siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna - studenoga prosinca
siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan - studenog prosinac
januar februar marec april maj junij julij avgust september oktober november december
januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra
sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio
janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris
janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī
jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
januar februar mars april mai juni juli august september oktober november desember
janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
oca şub mar nis may haz tem ağu eyl eki kas ara
yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr
januari februari maret april mei juni juli agustus september oktober november desember
- - - - - - - agu - okt - des
- - mac - mei jun julai ogos - oktober - disember
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
- - - ابريل - يونية يولية اغسطس - اكتوبر - -
جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
- شباط آذار نيسان أيار حزيران تموز آب أيلول - - -
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
- फ़रवरी - - - - - - सितम्बर अक्तूबर नवम्बर दिसम्बर
জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
জানুয়ারী ফেব্রুয়ারী - - - - - অগাস্ট - - - -
மக - மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค
בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი
հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի
"""
"""A line a set of names, January to December; `-` where a language has no other word."""

ZONE_HOURS = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "wat": 1, "cest": 2, "mesz": 2, "eet": 2, "sast": 2,
    "cat": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3, "eat": 3, "gst": 4, "pkt": 5, "ist": 5.5, "npt": 5.75, "wib": 7, "ict": 7,
    "wita": 8, "hkt": 8, "sgt": 8, "pht": 8, "myt": 8, "awst": 8, "wit": 9, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5,
    "aedt": 11, "nzst": 12, "nzdt": 13, "adt": -3, "brt": -3, "art": -3, "edt": -4, "cdt": -5, "mdt": -6, "pdt": -7,
}  # fmt: skip
"""Zones with one offset, by the letters written after a time, in hours east of UTC."""

ZONE_NAMES = {
    "et": "America/New_York", "est": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago", "mt": "America/Denver",
    "mst": "America/Denver", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "ast": "America/Halifax",
}  # fmt: skip
"""Zones whose letters people write the whole year round, summer time or not."""

_MARKS = dict.fromkeys(range(0x300, 0x370)) | {ord("ı"): "i"}


def bare_word(word: str) -> str:
    """Return a word as months are compared: case-folded, without accents and without a full stop at its end."""
    word = word.casefold().rstrip(".")
    return word if word.isascii() else unicodedata.normalize("NFD", word).translate(_MARKS)


def _numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for line in _MONTHS.split("\n"):
        for number, name in enumerate(line.split(), 1):
            if name != "-":
                numbers.setdefault(bare_word(name), number)
    return numbers


MONTHS = _numbers()
"""Numbers of months by their names as `bare_word` gives them. Where two languages disagree the larger one's is here."""
