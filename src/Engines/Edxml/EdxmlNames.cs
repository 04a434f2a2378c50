namespace LienY.Edxml;

/// <summary>Names of QCVN 102:2016/BTTTT.</summary>
public static class EdxmlNames
{
    /// <summary>The namespace.</summary>
    public const string Space = "http://www.mic.gov.vn/TBT/QCVN_102_2016";

    /// <summary>The prefix, always written: receivers refuse a message without it.</summary>
    public const string Prefix = "edXML";

    /// <summary>The namespace of signatures.</summary>
    public const string Signatures = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>Status codes with their names, Vietnamese.</summary>
    public static readonly IReadOnlyDictionary<string, string> Statuses = new Dictionary<string, string>
    {
        ["01"] = "Đã đến",
        ["02"] = "Từ chối tiếp nhận",
        ["03"] = "Đã tiếp nhận",
        ["04"] = "Phân công xử lý",
        ["05"] = "Đang xử lý",
        ["06"] = "Hoàn thành",
        ["13"] = "Yêu cầu lấy lại",
        ["15"] = "Đồng ý cho lấy lại",
        ["16"] = "Từ chối cho lấy lại",
    };
}
