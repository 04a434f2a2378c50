using LienY.Formulas;

namespace LienY.DataSets;

/// <summary>Computes an element (a threshold, an expected figure) from earlier periods and writes it like a reported figure.</summary>
sealed class Predictor : Term
{
    /// <summary>By whom its figures are stored.</summary>
    public const string By = "predictor";

    /// <summary>What it is for, where the method comes from.</summary>
    public string Description { get; set; } = "";

    /// <summary>The element that it writes.</summary>
    public Guid OutputId { get; set; }

    /// <summary>Formula; functions over samples (avg, stddev …) read the samples, everything else the period itself.</summary>
    public string Generator { get; set; } = "";

    /// <summary>Missing figures.</summary>
    public MissingPolicy Missing { get; set; }

    /// <summary>A condition: samples for which it is true are left out (months of an outbreak); "": none are.</summary>
    public string SkipTest { get; set; } = "";

    /// <summary>DHIS2 period type.</summary>
    public string PeriodType { get; set; } = "Monthly";

    /// <summary>Levels of the tree (1 at the top) separated by spaces; "": the units that report its figures.</summary>
    public string Levels { get; set; } = "";

    /// <summary>How many periods right before.</summary>
    public int Sequential { get; set; }

    /// <summary>How many years before.</summary>
    public int Annual { get; set; }

    /// <summary>How many of the periods right before are left out, the nearest first.</summary>
    public int Skip { get; set; }

    /// <summary>In use.</summary>
    public bool IsActive { get; set; } = true;
}

/// <summary>One run of a predictor.</summary>
sealed class Prediction
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The predictor.</summary>
    public Guid PredictorId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public string ByName { get; init; } = "";

    /// <summary>Periods that end from this day …</summary>
    public DateOnly FromDay { get; init; }

    /// <summary>… to this day.</summary>
    public DateOnly ToDay { get; init; }

    /// <summary>How many periods.</summary>
    public int Periods { get; set; }

    /// <summary>How many units.</summary>
    public int Units { get; set; }

    /// <summary>Figures that are new or changed.</summary>
    public int Written { get; set; }

    /// <summary>Figures that were there already and equal.</summary>
    public int Unchanged { get; set; }

    /// <summary>Figures of an earlier run that were taken away because there is nothing to compute them from any more.</summary>
    public int Removed { get; set; }

    /// <summary>Unit and period without a value, or with one that does not suit the element.</summary>
    public int Valueless { get; set; }

    /// <summary>Left alone because a person had entered a figure.</summary>
    public int Kept { get; set; }

    /// <summary>Why nothing could be computed, a Vietnamese sentence; "" where it could.</summary>
    public string Trouble { get; set; } = "";
}

/// <summary>A day on which the nightly round was begun, so that it goes round once.</summary>
sealed class Night
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The day at Hà Nội.</summary>
    public DateOnly Day { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }
}
