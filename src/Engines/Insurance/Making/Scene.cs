namespace LienY.Insurance;

/// <summary>Kinds of invented episodes.</summary>
public enum Scene
{
    /// <summary>An examination with drugs and services.</summary>
    Outpatient,

    /// <summary>Days in a ward, with discharge paper and summary.</summary>
    Inpatient,

    /// <summary>Sent on to another facility.</summary>
    Referral,

    /// <summary>With a paper for the next visit.</summary>
    Appointment,

    /// <summary>Tuberculosis.</summary>
    Tuberculosis,

    /// <summary>HIV care.</summary>
    Hiv,

    /// <summary>A birth.</summary>
    Birth,

    /// <summary>A death in the ward.</summary>
    Death,

    /// <summary>Care at a distance (kind 14).</summary>
    Remote,

    /// <summary>Care on the road (kind 11).</summary>
    Outreach,

    /// <summary>A periodic health check (kind 15).</summary>
    HealthCheck,

    /// <summary>A screening (kind 16).</summary>
    Screening,

    /// <summary>With a paper for sick leave.</summary>
    SickLeave,

    /// <summary>With a paper for leave in pregnancy.</summary>
    PregnancyLeave,

    /// <summary>A medical assessment (XML12, sent by hand) beside an examination.</summary>
    Assessment,

    /// <summary>The check-in table alone.</summary>
    CheckIn,
}
