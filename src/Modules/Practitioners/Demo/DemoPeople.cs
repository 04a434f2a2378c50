namespace LienY.Practitioners;

/// <summary>What somebody of the demonstration is, where, and what they may do.</summary>
sealed record DemoPost(string Title, string Position, string Scope);

/// <summary>Names and posts of the demonstration.</summary>
static class DemoPeople
{
    static readonly string[] Families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vàng", "Giàng", "Lù", "Lý", "Đặng", "Bùi", "Nông", "Sùng", "Thào", "Đỗ", "Vũ", "Hà", "Lò", "Má", "Phàn"];
    static readonly string[] HerMiddle = ["Thị", "Thu", "Ngọc", "Thanh", "Mai", "Bích", "Hồng"];
    static readonly string[] HisMiddle = ["Văn", "Đức", "Quang", "Minh", "Xuân", "A", "Hữu"];
    static readonly string[] HerNames = ["Hoa", "Lan", "Hương", "Dung", "Yến", "Nhung", "Thảo", "Trang", "Hạnh", "Mỷ", "Sua", "Loan", "Phượng"];
    static readonly string[] HisNames = ["Hùng", "Sơn", "Tuấn", "Cường", "Dũng", "Páo", "Thắng", "Tủa", "Nam", "Long", "Kiên", "Chinh", "Vinh"];

    /// <summary>Provinces by the letters of their licence numbers.</summary>
    public static readonly IReadOnlyDictionary<string, string> Provinces = new Dictionary<string, string>
    {
        ["LCA"] = "tỉnh Lào Cai",
        ["LCH"] = "tỉnh Lai Châu",
        ["KG"] = "tỉnh Kiên Giang",
    };

    /// <summary>Facilities with the letters of their licences, numbers of doctors and of others.</summary>
    public static readonly (string Key, string Province, int Doctors, int Nurses)[] Facilities =
    [
        ("bv-san-nhi-lao-cai", "LCA", 24, 19), ("bvdk-lao-cai", "LCA", 6, 6), ("bv-yhct-lao-cai", "LCA", 5, 4), ("bv-phcn-lao-cai", "LCA", 4, 4),
        ("cdc-lao-cai", "LCA", 5, 3), ("bvdk-bac-ha", "LCA", 6, 5), ("bvdk-bao-thang", "LCA", 6, 4), ("bvdk-bao-yen", "LCA", 5, 4), ("bvdk-van-ban", "LCA", 6, 4),
        ("bvdk-bat-xat", "LCA", 5, 4), ("bvdk-muong-khuong", "LCA", 5, 4), ("bvdk-si-ma-cai", "LCA", 4, 4), ("ttyt-sa-pa", "LCA", 6, 4), ("ttyt-bac-ha", "LCA", 4, 4),
        ("ttyt-bao-thang", "LCA", 4, 4), ("ttyt-van-ban", "LCA", 4, 4), ("ttyt-tp-lao-cai", "LCA", 5, 4), ("tram-lao-cai", "LCA", 1, 1), ("tram-cam-duong", "LCA", 1, 1),
        ("tram-bac-ha", "LCA", 1, 1), ("tram-bao-thang", "LCA", 0, 1), ("tram-sa-pa", "LCA", 1, 1), ("tram-van-ban", "LCA", 0, 1), ("bv-nhi-tw", "BYT", 19, 4),
        ("bvdk-than-uyen", "LCH", 6, 4), ("bvdk-kien-giang", "KG", 6, 4),
    ];

    /// <summary>People with accounts.</summary>
    public static readonly (string User, string Key, string Province, DemoPost Post)[] WithAccounts =
    [
        ("bs.sannhi", "bv-san-nhi-lao-cai", "LCA", Doctor("Khoa Nhi", "Nhi")), ("gd.sannhi", "bv-san-nhi-lao-cai", "LCA", Doctor("Ban Giám đốc", "Ngoại nhi")),
        ("bs.nhitw", "bv-nhi-tw", "BYT", Doctor("Trung tâm Tim mạch trẻ em", "Tim mạch nhi")), ("gd.nhitw", "bv-nhi-tw", "BYT", Doctor("Ban Giám đốc", "Nhi")),
        ("bs.kiengiang", "bvdk-kien-giang", "KG", Doctor("Khoa Tim mạch can thiệp", "Tim mạch")), ("gd.kiengiang", "bvdk-kien-giang", "KG", Doctor("Ban Giám đốc", "Ngoại")),
        ("bs.thanuyen", "bvdk-than-uyen", "LCH", Doctor("Khoa Nội", "Nội khoa")), ("gd.thanuyen", "bvdk-than-uyen", "LCH", Doctor("Ban Giám đốc", "Nội khoa")),
    ];

    /// <summary>The staff of a facility: doctors of its specialties in turn, then nurses, midwives and technicians.</summary>
    public static IReadOnlyList<DemoPost> Staff(string key, int doctors, int nurses)
    {
        var rooms = key switch
        {
            "bv-san-nhi-lao-cai" => new[] { ("Khoa Nhi", "Nhi"), ("Khoa Ngoại nhi", "Ngoại nhi"), ("Khoa Gây mê hồi sức", "Gây mê hồi sức"), ("Khoa Tai Mũi Họng", "Tai mũi họng"),
                ("Khoa Hồi sức tích cực nhi", "Hồi sức cấp cứu"), ("Khoa Sản", "Sản phụ khoa") },
            "bv-nhi-tw" => [("Khoa Điều trị tích cực ngoại", "Hồi sức cấp cứu"), ("Khoa Ngoại tổng hợp", "Ngoại nhi"), ("Khoa Gây mê hồi sức", "Gây mê hồi sức"),
                ("Khoa Tai Mũi Họng", "Tai mũi họng"), ("Trung tâm Tim mạch trẻ em", "Tim mạch nhi"), ("Trung tâm Sơ sinh", "Sơ sinh"), ("Trung tâm Hô hấp", "Hô hấp nhi")],
            _ when key.StartsWith("tram", StringComparison.Ordinal) => [("Trạm Y tế", "Đa khoa")],
            _ => [("Khoa Nội", "Nội khoa"), ("Khoa Ngoại", "Ngoại"), ("Khoa Nhi", "Nhi"), ("Khoa Sản", "Sản phụ khoa"), ("Khoa Hồi sức cấp cứu", "Hồi sức cấp cứu")],
        };
        var staff = new List<DemoPost>();
        for (var i = 0; i < doctors; i++) staff.Add(Doctor(rooms[i % rooms.Length].Item1, rooms[i % rooms.Length].Item2));
        for (var i = 0; i < nurses; i++)
        {
            var room = rooms[i % rooms.Length].Item1;
            staff.Add((room, i % 6) switch
            {
                ("Khoa Sản", _) => new("midwife", room, "Thực hiện kỹ thuật chuyên môn của hộ sinh"),
                ("Khoa Gây mê hồi sức", _) => new("technician", room, "Kỹ thuật gây mê hồi sức"),
                ("Trạm Y tế", _) => new("assistant", room, "Khám bệnh, chữa bệnh theo phạm vi của y sĩ"),
                _ => new("nurse", room, "Thực hiện kỹ thuật chuyên môn của điều dưỡng"),
            });
        }
        return staff;
    }

    /// <summary>A name; women's names where they are the rule of the trade.</summary>
    public static string Name(Random chance, int number, bool her)
    {
        her |= number % 3 == 0;
        string One(string[] all) => all[chance.Next(all.Length)];
        return $"{One(Families)} {One(her ? HerMiddle : HisMiddle)} {One(her ? HerNames : HisNames)}";
    }

    static DemoPost Doctor(string room, string specialty) => new("doctor", room, $"Khám bệnh, chữa bệnh chuyên khoa {specialty}");
}
