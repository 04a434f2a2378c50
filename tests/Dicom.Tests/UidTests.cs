namespace LienY.Dicom.Tests;

/// <summary>Identifiers of objects.</summary>
public sealed class UidTests
{
    [Theory]
    [InlineData("1.2.840.10008.1.1", true)]
    [InlineData("2.25.0", true)]
    [InlineData("", false)]
    [InlineData("1..2", false)]
    [InlineData(".1", false)]
    [InlineData("1.", false)]
    [InlineData("../../etc", false)]
    [InlineData("1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3", false)]
    public void An_identifier_is_digits_and_dots(string uid, bool well) => Assert.Equal(well, Uids.IsWellFormed(uid));

    [Fact]
    public void A_uuid_has_one_identifier_under_2_25() =>
        Assert.Equal("2.25.329800735698586629295641978511506172918", Uids.Of(Guid.Parse("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")));

    [Fact]
    public void A_new_identifier_is_well_formed() => Assert.True(Uids.IsWellFormed(Uids.New()));
}
