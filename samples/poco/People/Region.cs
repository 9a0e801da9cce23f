namespace Storefold.Samples.Poco.People;

/// <summary>
/// Where a person lives and how names and addresses look there. Postcodes and streets are patterns for
/// <see cref="Dice.Fill"/>; no region names a real address.
/// </summary>
internal sealed record Region(
    string Country, string Lang, string Zone, string Currency, string Dial, string Postcode, string Street,
    string? Province,
    string[] Given, string[] Family, string[] Towns)
{
    /// <summary>Whether names may be in a decomposed form (NFD), as some phones and file systems send them.</summary>
    public bool Decomposed { get; init; }

    /// <summary>Whether the family name comes first.</summary>
    public bool FamilyFirst { get; init; }
}

/// <summary>The countries of the sample.</summary>
internal static class Regions
{
    public static readonly Region Britain = new("GB", "en-GB", "Europe/London", "GBP", "+44", "ZZ## #@@",
        "# Sample Lane", null,
        ["Amelia", "Oliver", "Zoë", "Siân", "Mohammed", "Niamh", "George", "Freya", "Jude", "Olúwaṣeun", "Harriet",
            "Tom"],
        ["Smith", "O'Brien", "Llewellyn", "Khan", "Taylor-Jones", "Ní Dhomhnaill", "Patel", "Brown", "MacLeod",
            "Okafor"],
        ["London", "Cardiff", "Belfast", "Glasgow", "St. Ives", "Leeds"]);

    public static readonly Region India = new("IN", "en-IN", "Asia/Kolkata", "INR", "+91", "######",
        "#/## Sample Nagar", "MH",
        ["Aarav", "अनन्या", "Vihaan", "प्रिया", "Ishaan", "தமிழ்", "Rohan", "Meera", "کبیر", "Sneha"],
        ["Sharma", "शर्मा", "Iyer", "சுப்ரமணியன்", "Singh", "Das", "Reddy", "Khan", "D'Souza"],
        ["Mumbai", "पुणे", "Chennai", "Kolkata", "ಬೆಂಗಳೂರು"]);

    public static readonly Region Hindi = India with { Lang = "hi-IN" };

    /// <summary>Everywhere else: the global site.</summary>
    public static readonly Region[] World =
    [
        new("DE", "de-DE", "Europe/Berlin", "EUR", "+49", "#####", "Musterstraße #", null,
            ["Jürgen", "Käthe", "Lukas", "Anneliese", "Sören", "Maja"],
            ["Müller", "Groß", "von der Heide", "Schäfer", "Yılmaz"], ["Köln", "Berlin", "Gießen", "Görlitz"]),
        new("FR", "fr-FR", "Europe/Paris", "EUR", "+33", "#####", "# rue de l’Exemple", null,
            ["Zoé", "Loïc", "Benoît", "Maëlle", "François"], ["Lefèvre", "D’Aubigné", "Garçon", "Le Gall"],
            ["Paris", "Nîmes", "Besançon", "L’Haÿ-les-Roses"]) { Decomposed = true },
        new("ES", "es-ES", "Europe/Madrid", "EUR", "+34", "#####", "Calle del Ejemplo #", null,
            ["José", "Begoña", "Íñigo", "Lucía", "Martí"], ["Muñoz", "García y López", "Núñez", "Puig"],
            ["Cádiz", "A Coruña", "Logroño", "Madrid"]),
        new("PL", "pl-PL", "Europe/Warsaw", "EUR", "+48", "##-###", "ul. Przykładowa #", null,
            ["Łukasz", "Żaneta", "Jędrzej", "Małgorzata"], ["Wójcik", "Śliwa", "Dąbrowski", "Żółć"],
            ["Łódź", "Kraków", "Gdańsk"]),
        new("CZ", "cs-CZ", "Europe/Prague", "EUR", "+420", "### ##", "Vzorová #", null,
            ["Jiří", "Růžena", "Ondřej", "Šárka"], ["Dvořák", "Němcová", "Šťastný"],
            ["Plzeň", "České Budějovice", "Praha"])
            { Decomposed = true },
        new("GR", "el-GR", "Europe/Athens", "EUR", "+30", "### ##", "Οδός Δείγματος #", null,
            ["Γιώργος", "Ελένη", "Άννα"], ["Παπαδόπουλος", "Ιωάννου", "Αγγελής"], ["Αθήνα", "Θεσσαλονίκη"]),
        new("TR", "tr-TR", "Europe/Istanbul", "EUR", "+90", "#####", "Örnek Sk. No: #", null,
            ["Işıl", "İbrahim", "Gülşen", "Çağrı"], ["Yıldız", "Öztürk", "Şahin"], ["İstanbul", "Diyarbakır", "Iğdır"]),
        new("UA", "uk-UA", "Europe/Kyiv", "EUR", "+380", "#####", "вул. Зразкова, #", null,
            ["Олена", "Ігор", "Софія", "Ґудзь"], ["Шевченко", "Кравець", "Їжак"], ["Київ", "Львів", "Одеса"]),
        new("IL", "he-IL", "Asia/Jerusalem", "USD", "+972", "#######", "רחוב הדוגמה #", null,
            ["נועה", "אברהם", "יעל"], ["כהן", "לוי", "בן־דוד"], ["תל אביב-יפו", "חיפה"]),
        new("AE", "ar-AE", "Asia/Dubai", "USD", "+971", "00000", "شارع المثال #", "DU",
            ["محمد", "فاطمة", "عائشة", "يوسف"], ["الهاشمي", "بن سعيد", "عبد الله"], ["دبي", "الشارقة"]),
        new("JP", "ja-JP", "Asia/Tokyo", "USD", "+81", "###-####", "見本町#-#-##", "東京都",
            ["さくら", "健太", "結衣", "ハルト"], ["佐藤", "髙橋", "渡邊", "𠮷田"], ["東京", "大阪", "札幌"]) { FamilyFirst = true },
        new("KR", "ko-KR", "Asia/Seoul", "USD", "+82", "#####", "예제로 ##", null,
            ["지우", "민준", "서연"], ["김", "이", "박"], ["서울", "부산"]) { FamilyFirst = true, Decomposed = true },
        new("TW", "zh-TW", "Asia/Taipei", "USD", "+886", "###", "範例路#號", null,
            ["怡君", "家豪", "雅婷"], ["陳", "林", "歐陽"], ["臺北市", "高雄市"]) { FamilyFirst = true },
        new("VN", "vi-VN", "Asia/Ho_Chi_Minh", "USD", "+84", "######", "## Đường Mẫu", null,
            ["Thị Hồng", "Quốc Việt", "Ngọc Ánh"], ["Nguyễn", "Trần", "Phạm"], ["Hà Nội", "Đà Nẵng"])
            { FamilyFirst = true, Decomposed = true },
        new("TH", "th-TH", "Asia/Bangkok", "USD", "+66", "#####", "## ถนนตัวอย่าง", null,
            ["สมชาย", "มาลี", "กิตติ"], ["ใจดี", "ศรีสุข"], ["กรุงเทพฯ", "เชียงใหม่"]),
        new("US", "en-US", "America/New_York", "USD", "+1", "#####", "### Sample Ave", "NY",
            ["Emma", "Liam", "Nevaeh", "José", "D'Andre", "Kai 🌊"], ["Johnson", "Nguyen", "García", "O’Neil", "X"],
            ["New York", "Cañon City", "ʻEwa Beach"]),
        new("BR", "pt-BR", "America/Sao_Paulo", "USD", "+55", "#####-###", "Rua do Exemplo, #", "SP",
            ["João", "Conceição", "Luã", "Inês"], ["da Silva", "Gonçalves", "Araújo"], ["São Paulo", "Maceió"]),
        new("NG", "en-NG", "Africa/Lagos", "USD", "+234", "######", "# Sample Close", null,
            ["Olúfúnmiláyọ̀", "Chukwuemeka", "Adérónkẹ́"], ["Adéyẹmí", "Ọkọ́lá", "Eze"], ["Lagos", "Ẹ̀kọ́"]),
    ];
}
