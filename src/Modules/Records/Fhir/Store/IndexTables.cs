using LienY.Fhir;

namespace LienY.Records;

/// <summary>A table of the index: its columns, the number of the row last, with the types of their arrays on PostgreSQL.</summary>
sealed record IndexTable(string Name, params (string Column, string Type)[] Columns)
{
    string Names => string.Join(", ", Columns.Select(c => c.Column));

    /// <summary>Adds a row; one that is there already is left alone (SQLite).</summary>
    public string Insert => insert ??= $"insert or ignore into {Name} ({Names}) values ({string.Join(",", Columns.Select(_ => "?"))})";
    string? insert;

    /// <summary>Removes a row (SQLite).</summary>
    public string Delete => delete ??= $"delete from {Name} where {string.Join(" and ", Columns.Select(c => $"{c.Column} = ?"))}";
    string? delete;

    string Arrays => string.Join(", ", Columns.Select((c, i) => $"${i + 1}::{c.Type}[]"));

    /// <summary>Adds rows of arrays (PostgreSQL), in the order of the table, so that two processes never wait for each other in a circle.</summary>
    public string InsertMany => $"insert into {Name} ({Names}) select {Names} from unnest({Arrays}) as t({Names}) order by {Names} on conflict do nothing";

    /// <summary>Removes rows of arrays (PostgreSQL).</summary>
    public string DeleteMany => $"delete from {Name} using unnest({Arrays}) as t({Names}) where {string.Join(" and ", Columns.Select(c => $"{Name}.{c.Column} = t.{c.Column}"))}";
}

/// <summary>The tables of the index.</summary>
static class IndexTables
{
    /// <summary>Codes.</summary>
    public static readonly IndexTable Token = new("records_ix_token", ("pid", "int"), ("code", "bigint"), ("system", "bigint"), ("rid", "bigint"));

    /// <summary>References.</summary>
    public static readonly IndexTable Reference = new("records_ix_reference", ("pid", "int"), ("target", "bigint"), ("rid", "bigint"));

    /// <summary>Times.</summary>
    public static readonly IndexTable Date = new("records_ix_date", ("pid", "int"), ("low", "bigint"), ("high", "bigint"), ("rid", "bigint"));

    /// <summary>Numbers.</summary>
    public static readonly IndexTable Number = new("records_ix_number", ("pid", "int"), ("low", "float8"), ("high", "float8"), ("rid", "bigint"));

    /// <summary>Quantities.</summary>
    public static readonly IndexTable Quantity = new("records_ix_quantity", ("pid", "int"), ("unit", "bigint"), ("low", "float8"), ("high", "float8"), ("rid", "bigint"));

    /// <summary>Folded texts.</summary>
    public static readonly IndexTable Text = new("records_ix_string", ("pid", "int"), ("folded", "text"), ("rid", "bigint"));

    /// <summary>Addresses.</summary>
    public static readonly IndexTable Uri = new("records_ix_uri", ("pid", "int"), ("uri", "text"), ("rid", "bigint"));

    /// <summary>Composites.</summary>
    public static readonly IndexTable Pair = new("records_ix_pair", ("pid", "int"), ("code", "bigint"), ("system", "bigint"), ("other", "bigint"), ("other_system", "bigint"),
        ("since", "bigint"), ("until", "bigint"), ("low", "float8"), ("high", "float8"), ("folded", "text"), ("rid", "bigint"));

    /// <summary>Whose, what, when.</summary>
    public static readonly IndexTable Clinical = new("records_ix_clinical", ("patient", "bigint"), ("pid", "int"), ("code", "bigint"), ("at", "bigint"), ("rid", "bigint"));

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<IndexTable> All = [Token, Reference, Date, Number, Quantity, Text, Uri, Pair, Clinical];

    /// <summary>The table of a kind of values; null where none is kept.</summary>
    public static IndexTable? Of(ParamKind kind) => kind switch
    {
        ParamKind.Token => Token,
        ParamKind.Reference => Reference,
        ParamKind.Date => Date,
        ParamKind.Number => Number,
        ParamKind.Quantity => Quantity,
        ParamKind.String => Text,
        ParamKind.Uri => Uri,
        ParamKind.Composite => Pair,
        _ => null,
    };
}
