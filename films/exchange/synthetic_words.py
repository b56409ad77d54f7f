"""Words that synthetic films, people, companies and funds are named with."""

# Countries by how many films they take part in, roughly; every other country follows by code.
FREQUENT = (
    "US", "FR", "GB", "DE", "IT", "KZ", "ES", "JP", "IN", "CA", "RU", "BE", "CN", "PL", "SE",
    "KR", "DK", "CH", "TR", "NL", "AR", "BR", "MX", "AT", "AU", "CZ", "HU", "RO", "NO", "FI",
    "PT", "GR", "IE", "IL", "UA", "UZ", "KG", "GE", "IR", "LU", "BG", "RS", "MA", "TN", "ZA",
)  # fmt: skip
CURRENCIES = ("EUR", "USD", "KZT", "GBP", "RUB", "JPY", "CAD", "PLN", "TRY", "KRW")
ADJECTIVES = (
    "Quiet", "Golden", "Last", "Long", "Hidden", "Broken", "Silent", "Northern", "Burning",
    "Distant", "Empty", "Second", "Wild", "Slow", "Blue", "Forgotten", "Paper", "Winter",
    "Morning", "Red", "Open", "Heavy", "Bright", "Bitter", "Small", "Endless", "Borrowed",
    "Salt", "Iron", "Glass", "Hollow", "Gentle", "Narrow", "Restless", "Secret", "White",
)  # fmt: skip
NOUNS = (
    "Steppe", "River", "Letter", "Summer", "Horse", "Harbour", "Winter", "Road", "Garden",
    "House", "Wolf", "Bridge", "Daughter", "Train", "Island", "Song", "Border", "Eagle", "Night",
    "Wedding", "Mountain", "Mirror", "Brother", "Lake", "Teacher", "Window", "Nomad", "Sea",
    "Orchard", "Machine", "Desert", "Tulip", "Witness", "Station", "Promise", "Shepherd",
)  # fmt: skip
PLACES = (
    "Almaty", "Lyon", "Aral", "Trieste", "Bremen", "Karaganda", "Porto", "Kraków", "Turkistan",
    "Ghent", "Izmir", "Altai", "Málaga", "Osaka", "Bergen", "Tbilisi", "Graz", "Quebec", "Busan",
    "Marseille", "Shymkent", "Malmö", "Turin", "Leeds", "Omsk", "Samarkand", "Basel", "Cork",
)  # fmt: skip
HOUSES = ("Film", "Pictures", "Studio", "Productions", "Cinema", "Média", "Фильм", "Entertainment")
FAMILIES = (
    "Ахметова", "Serikov", "Dubois", "Müller", "Rossi", "Омаров", "García", "Nakamura", "Kowalska",
    "Lindqvist", "Есенова", "Petit", "Yılmaz", "Novák", "Jansen", "Smith", "Orazbay", "Moreau",
    "Weber", "Bianchi", "Қасымов", "Fernández", "Sato", "Nowak", "Hansen", "Кузнецов", "Laurent",
    "Demir", "Horák", "de Vries", "Taylor", "Нұрланова", "Girard", "Schulz", "Greco", "Santos",
)  # fmt: skip
FIRST_NAMES = (
    "Айгүл", "Marie", "Hans", "Giulia", "Ерлан", "Carmen", "Yuki", "Piotr", "Ingrid", "Данияр",
    "Claire", "Mehmet", "Jana", "Pieter", "Emily", "Серік", "Luc", "Anna", "Marco", "Жанар",
    "Diego", "Hana", "Zofia", "Erik", "Ольга", "Paul", "Ayşe", "Tomáš", "Sanne", "James",
)  # fmt: skip
ORIGINALS = (
    "Дала", "Өзен", "Көктем", "Қыз", "Жол", "Бақ", "Түн", "Тау", "Степь", "Письмо", "Дорога",
    "Река", "Ночь", "Étoile", "Rivière", "Fenêtre", "Straße", "Garten", "Frühling", "Città",
)  # fmt: skip
FUNDS = tuple(
    f"{place} {body}"
    for body in ("Film Fund", "Regional Fund", "Broadcaster", "Institute")
    for place in PLACES[:12]
)
