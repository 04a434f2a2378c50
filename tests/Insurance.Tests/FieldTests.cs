using System.Reflection;
using System.Text.RegularExpressions;

namespace LienY.Insurance.Tests;

/// <summary>The field table, the code lists and the sentences are whole.</summary>
public sealed partial class FieldTests
{
    [Fact]
    public void The_tables_have_the_fields_of_both_rule_sets()
    {
        int[] of4750 = [26, 66, 39, 47, 12, 9, 47, 26, 22, 35, 13, 23, 35, 39, 22, 20];
        Assert.Equal(of4750, FieldBook.Tables.Select(t => t.Fields.Count(f => f.IsIn("4750"))));
        Assert.Equal([.. of4750[..13], 37, .. of4750[14..]], FieldBook.Tables.Select(t => t.Fields.Count(f => f.IsIn("3176"))));
    }

    [Fact]
    public void The_names_in_the_program_are_those_of_the_table()
    {
        var constants = typeof(FieldNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (f.Name, (string)f.GetRawConstantValue()!)).ToList();
        Assert.All(constants, c => Assert.Equal(c.Item1, c.Item2));
        Assert.Equal(FieldBook.Tables.SelectMany(t => t.Fields).Select(f => f.Name).Distinct().Order(), constants.Select(c => c.Name).Order());
    }

    [Theory]
    [InlineData("XML1", "MA_DOITUONG_KCB", 4)]
    [InlineData("XML2", "MA_KHOA", 50)]
    [InlineData("XML3", "TT_THAU", 50)]
    [InlineData("XML6", "MA_XU_TRI", 10)]
    [InlineData("XML1", "MA_LK", 100)]
    [InlineData("XML4", "GIA_TRI", 50)]
    [InlineData("XML1", "MA_THE_BHYT", null)]
    public void Lengths_are_those_after_the_amendments(string table, string field, int? longest) => Assert.Equal(longest, FieldBook.OfKind(table)![field].Longest);

    [Fact]
    public void Every_field_says_what_it_means_and_every_list_exists()
    {
        foreach (var field in FieldBook.Tables.SelectMany(t => t.Fields))
        {
            Assert.True(field.Meaning.Length > 3, field.Address);
            if (field.List is { } list) Assert.NotEmpty(CodeBook.Of(list));
        }
    }

    [Fact]
    public void The_shared_table_agrees_where_it_is_present()
    {
        var shared = Path.Combine(Files.Root, "../shared/data/bhyt/bhyt_4750_fields.tsv");
        if (!File.Exists(shared)) Assert.Skip("The folder of samples beside the repository is absent.");
        var rows = File.ReadLines(shared).Skip(1).Select(l => l.Split('\t')).Where(c => c.Length > 4).Select(c => (c[0], c[2]));
        Assert.Equal(rows, FieldBook.Tables.SelectMany(t => t.Fields.Where(f => f.IsIn("4750")).Select(f => (t.Name, f.Name))));
    }

    [Fact]
    public void A_code_tells_its_meaning_on_its_day()
    {
        Assert.Equal("Khám từ xa", CodeBook.Meaning("visit", "14", new(2026, 8, 1)));
        Assert.Null(CodeBook.Meaning("visit", "14", new(2026, 7, 31)));
    }

    [Theory]
    [InlineData("XML1", 1)]
    [InlineData("xml15", 15)]
    [InlineData("XML 03", 3)]
    [InlineData("7", 7)]
    [InlineData("XML16", null)]
    [InlineData("XML", null)]
    [InlineData("XML-1", null)]
    [InlineData("", null)]
    public void Kinds_of_files_are_forgiven_their_writing(string kind, int? number) => Assert.Equal(number, FieldBook.OfKind(kind)?.Number);

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void Every_sentence_has_its_translation_with_the_same_places(string language)
    {
        var words = FaultTexts.Words(language);
        Assert.True(words.Count > 100);
        Assert.All(words, w => Assert.Equal(Places().Matches(w.Key).Select(m => m.Value).Order(), Places().Matches(w.Value).Select(m => m.Value).Order()));
        Assert.DoesNotContain(words, w => w.Key == w.Value || w.Value.Length == 0);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();
}
