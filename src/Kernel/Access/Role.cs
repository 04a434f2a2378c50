namespace LienY.Kernel;

/// <summary>What a person is for an organisation; a role is always held at one organisation and reaches the units below it.</summary>
public enum Role
{
    /// <summary>Officer of a department: plans, reports, the whole network below (chuyên viên Sở).</summary>
    DepartmentOfficer,

    /// <summary>Officer of a unit: its tasks, values and reports (cán bộ đầu mối đơn vị).</summary>
    UnitOfficer,

    /// <summary>Doctor.</summary>
    Doctor,

    /// <summary>Data officer: values with their documents, imports.</summary>
    DataOfficer,

    /// <summary>Director: adopts plans, issues reports.</summary>
    Director,

    /// <summary>Administrator: accounts, organisations, the machine; never patient data.</summary>
    Administrator,

    /// <summary>Citizen: own matters only.</summary>
    Citizen,
}

/// <summary>Something that may be done, e.g. <c>plans.import</c>, and the roles that may do it unless the house is set otherwise.</summary>
public sealed record Right(string Name, params Role[] Roles)
{
    /// <summary>Vietnamese name for pages of rights.</summary>
    public string Title { get; init; } = Name;
}

/// <summary>A role held at an organisation; <paramref name="Reach"/> is that organisation and every unit below it today.</summary>
public sealed record Post(Role Role, Guid OrganisationId, IReadOnlySet<Guid> Reach);
