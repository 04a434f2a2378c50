namespace LienY.Network;

/// <summary>The parts of the full name of an administrative unit.</summary>
static class PlaceNames
{
    static readonly string[] Types = ["Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Tỉnh", "Quận", "Huyện", "Phường", "Xã"];

    /// <summary>"Thành phố Hồ Chí Minh" is of type "Thành phố" and has the name "Hồ Chí Minh"; "Quận 1" keeps its number as name.</summary>
    public static (string Type, string Name) Split(string full)
    {
        foreach (var type in Types)
            if (full.StartsWith(type + " ", StringComparison.OrdinalIgnoreCase)) return (type, full[(type.Length + 1)..].Trim());
        return ("", full);
    }
}
