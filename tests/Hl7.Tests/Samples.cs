using System.Text.Json.Nodes;

namespace LienY.Hl7.Tests;

/// <summary>Messages of invented people in our own wording.</summary>
static class Samples
{
    public static readonly MakingContext Here = new(Guid.Parse("0198aaaa-0000-7000-8000-000000000001"), "T0001");

    const string Person = "PID|1||BN0001^^^^MR~001099000001^^^CCCD^NI||NGUYỄN^THỊ THỬ||19750412|F|||12 Đường Mẫu^^Xã Thử^Lào Cai^31000||0900000001\r";

    public static string Admit(string control = "A-1", string visit = "V0001", string name = "NGUYỄN^THỊ THỬ") =>
        Head("ADT^A01^ADT_A01", control) + "EVN|A01|20261120083000\r" + Person.Replace("NGUYỄN^THỊ THỬ", name)
        + $"PV1|1|I|NOI^P101^G2||||BS01^TRẦN^VĂN MẪU|||NOI|||||||||{visit}|||||||||||||||||||||||||20261120083000\r"
        + "DG1|1||I10^Tăng huyết áp vô căn^I10\r";

    public static string Discharge(string visit = "V0001") =>
        Head("ADT^A03", "A-3") + Person + $"PV1|1|I|||||||||||||||||{visit}|||||||||||||||||||||||||20261120083000|20261122100000\r";

    public static string Order(string control = "O-1", string placer = "CD0001") =>
        Head("ORM^O01", control) + Person + "PV1|1|O|||||||||||||||||V0001\r"
        + $"ORC|NW|{placer}|||||^^^20261121^^S||20261121080000|||BS01^TRẦN^VĂN MẪU\r"
        + $"OBR|1|{placer}||XN01^Đường huyết^L|||||||||nghi đái tháo đường\rNTE|1||lấy máu lúc đói\r";

    public static string Results(string control = "R-1", string value = "7.10", string status = "F") =>
        Head("ORU^R01", control) + Person
        + "ORC|RE|CD0001|KQ0001\rOBR|1|CD0001|KQ0001|XN01^Sinh hóa máu^L|||20261121081500|||||||||||||||20261121093000||LAB|F\r"
        + $"OBX|1|NM|2345-7^Glucose^LN||{value}|mmol/L|3.9-6.4|H|||{status}\rNTE|1||mẫu máu lúc đói\r"
        + "OBX|2|SN|XN02^HBsAg định lượng^L||<^0.05|IU/mL||N|||F\rOBX|3|CWE|XN03^Nhóm máu^L||O^Nhóm O^L||||||F\r"
        + "OBX|4|ST|XN04^Nhận xét^L||không có ký sinh trùng||||||F\rOBX|5|ED|XN05^Bản in^L||^application^pdf^Base64^JVBERi0xLjQ=||||||F\r";

    public static string Merge(string survivor = "BN0001", string merged = "BN0009") =>
        Head("ADT^A40", "M-1") + $"EVN|A40|20261121\rPID|1||{survivor}^^^^MR||NGUYỄN^THỊ THỬ||19750412|F\rMRG|{merged}^^^^MR\r";

    public static string Head(string type, string control, string charset = "UNICODE UTF-8", string version = "2.5.1") =>
        $"MSH|^~\\&|HIS|T0001|LIENY|SYT|20261121093000+0700||{type}|{control}|P|{version}||||||{charset}\r";

    /// <summary>The bundle of a message, which must be sound.</summary>
    public static JsonArray Entries(string text)
    {
        var made = Make(text);
        Assert.True(made.IsSound, string.Join("; ", made.Faults));
        return JsonNode.Parse(made.Bundle.Span)!["entry"]!.AsArray();
    }

    public static MadeBundle Make(string text)
    {
        var read = MessageReader.Read(text);
        Assert.True(read.IsSound, string.Join("; ", read.Faults));
        return BundleMaker.Make(read.Message!, MapBook.Standard, Here);
    }

    public static JsonObject Resource(this JsonArray entries, string type) =>
        entries.Select(e => e!["resource"]!.AsObject()).First(r => r["resourceType"]!.GetValue<string>() == type);

    public static string Text(this JsonNode node, params object[] path) =>
        path.Aggregate((JsonNode?)node, (at, step) => step is int i ? at?[i] : at?[(string)step])?.ToString() ?? "";
}
