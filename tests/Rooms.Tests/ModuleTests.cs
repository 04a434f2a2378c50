using LienY.Server;

namespace LienY.Rooms.Tests;

public sealed class ModuleTests
{
    [Fact]
    public void Module_is_a_room_of_the_house() => Assert.Contains(House.Modules, m => m.Name == "rooms");
}
