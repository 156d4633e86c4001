// Section names are English words in the URLs of many outlets; those that are not known here are shown as they are.
const SECTION_WORDS = {
  ukraine: "Україна", world: "Світ", politics: "Політика", events: "Події", society: "Суспільство", business: "Бізнес", economics: "Економіка",
  economy: "Економіка", finance: "Фінанси", financial: "Фінанси", companies: "Компанії", agriculture: "Агро", realestate: "Нерухомість", auto: "Авто",
  transport: "Транспорт", energy: "Енергетика", sport: "Спорт", football: "Футбол", basketball: "Баскетбол", boxing: "Бокс", tennis: "Теніс",
  other: "Інше", tech: "Технології", science: "Наука", technews: "Новини технологій", gadgets: "Гаджети", space: "Космос", medicine: "Медицина",
  showbiz: "Шоубіз", culture: "Культура", cinema: "Кіно", music: "Музика", theatre: "Театр", stars: "Зірки", lifestyle: "Стиль життя",
  health: "Здоров’я", travel: "Подорожі", food: "Їжа", fashion: "Мода", city: "Місто", kyiv: "Київ", regions: "Регіони", war: "Війна",
  europe: "Європа", russia: "Росія", usa: "США", asia: "Азія", worldabus: "Світ про нас", articles: "Статті", opinion: "Думки", interview: "Інтерв’ю",
  weather: "Погода", curious: "Цікаве", incidents: "Надзвичайні події", crime: "Кримінал", education: "Освіта", law: "Право", ecology: "Довкілля",
};

function sectionWord(part) {
  if (part === "(none)") return word("no_section");
  const known = state.lang === "uk" ? SECTION_WORDS[part] : null;
  return known ?? part.charAt(0).toUpperCase() + part.slice(1).replaceAll("-", " ");
}

function sectionTitle(path) {
  return path.split("/").map(sectionWord).join(" › ");
}
