using LienY.Kernel;

namespace LienY.Network;

/// <summary>Three agreements of the demonstration, re-told in short.</summary>
static class DemoAgreements
{
    /// <summary>Adds them to a store, not yet saved.</summary>
    public static void Into(NetworkStore store, IReadOnlyDictionary<string, Guid> organisations)
    {
        Add(store, organisations, AgreementKind.Memorandum, "Bản ghi nhớ hợp tác chuyên môn y tế giữa tỉnh Lào Cai và Bệnh viện Nhi Trung ương giai đoạn 2023–2028",
            new(2023, 6, 1), new(2023, 6, 1), new(2028, 5, 31), ["ubnd-lao-cai", "syt-lao-cai", "bv-nhi-tw"],
            ["Khảo sát nhu cầu và tư vấn chuyên môn nhi khoa cho các bệnh viện của tỉnh", "Đào tạo, chuyển giao các gói kỹ thuật nhi khoa theo bốn pha",
                "Hội chẩn từ xa định kỳ và đột xuất", "Tiếp nhận, chuyển viện an toàn người bệnh nhi nặng", "Nghiên cứu khoa học và tổ chức hội thảo chung"],
            [("bv-san-nhi-lao-cai", "Phòng Kế hoạch tổng hợp"), ("bv-nhi-tw", "Trung tâm Đào tạo và Chỉ đạo tuyến")]);
        Add(store, organisations, AgreementKind.Accord, "Thỏa thuận hợp tác phát triển kinh tế - xã hội giữa Thành phố Hồ Chí Minh và các tỉnh, thành vùng Đồng bằng sông Cửu Long đến năm 2025",
            new(2023, 3, 11), new(2023, 3, 11), new(2025, 12, 31), ["ubnd-hcm", "ubnd-kien-giang", "syt-hcm", "syt-kien-giang"],
            ["Đào tạo nguồn nhân lực y tế", "Chuyển giao kỹ thuật chuyên sâu", "Mạng lưới phòng chống ung thư", "Cấp cứu ngoại viện", "Y tế dự phòng, an toàn thực phẩm"],
            [("syt-kien-giang", "Phòng Nghiệp vụ Y"), ("syt-hcm", "Phòng Nghiệp vụ Y")]);
        Add(store, organisations, AgreementKind.Accord, "Thỏa thuận phối hợp chuyên môn giữa Bệnh viện Đa khoa Than Uyên và Bệnh viện Đa khoa tỉnh Lai Châu (giả định)",
            new(2026, 1, 5), new(2026, 1, 5), new(2027, 1, 4), ["bvdk-than-uyen", "bvdk-lai-chau"],
            ["Hỗ trợ triển khai bệnh án điện tử", "Hội chẩn và đọc kết quả từ xa", "Đào tạo sử dụng phần mềm cho nhân viên y tế"],
            [("tchc-than-uyen", "Tổ chuyển đổi số")]);
    }

    static void Add(NetworkStore store, IReadOnlyDictionary<string, Guid> organisations, AgreementKind kind, string title, DateOnly signed, DateOnly from, DateOnly to,
        string[] parties, string[] contents, (string Key, string Text)[] focals)
    {
        var agreement = new Agreement { Kind = kind, Title = title, Folded = Fold.Of(title), SignedOn = signed, ValidFrom = from, ValidTo = to };
        agreement.Fill(parties.Select(p => organisations[p]), contents, focals.Select(f => ((Guid?)organisations[f.Key], f.Text)));
        store.Agreements.Add(agreement);
    }
}
