using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>A person who may sign in. What the person may do stands in the posts (<see cref="HeldPost"/>), never here.</summary>
sealed class Account : IVersioned
{
    /// <summary>Wrong tries in a row that lock an account.</summary>
    public const int TriesBeforeLock = 5;

    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Name for signing in, as it was given.</summary>
    public required string UserName { get; init; }

    /// <summary>The same in the form in which it is unique.</summary>
    public required string UserKey { get; init; }

    /// <summary>Name of the person.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Position, e.g. "Chuyên viên Nghiệp vụ Y".</summary>
    public string Title { get; private set; } = "";

    /// <summary>Name and user name without tone marks, for search.</summary>
    public string Folded { get; private set; } = "";

    /// <summary>Hash of the password; null until the person has set one.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>When it was set.</summary>
    public DateTimeOffset? PasswordChangedAt { get; set; }

    /// <summary>Key of the second factor, encrypted; null where there is none.</summary>
    public string? SecondFactorKey { get; set; }

    /// <summary>Since when it is asked for.</summary>
    public DateTimeOffset? SecondFactorSince { get; set; }

    /// <summary>The last step whose code was used: a code works once.</summary>
    public long SecondFactorStep { get; set; }

    /// <summary>Wrong tries since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>Locks in a row; each is twice as long as the one before.</summary>
    public int Lockouts { get; set; }

    /// <summary>No try counts before this moment.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Switched off by an administrator or after long idleness.</summary>
    public bool IsDisabled { get; private set; }

    /// <summary>When it was switched off.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Why: <c>idle</c> or <c>administrator</c>.</summary>
    public string? DisabledReason { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last use of a session or a token (to the minute); the day it was made or switched on again before that.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>A new account without password.</summary>
    public static Account Make(string user, string name, string title, DateTimeOffset at)
    {
        var account = new Account { UserName = UserNames.Check(user), UserKey = UserNames.KeyOf(user), CreatedAt = at, SeenAt = at };
        account.Describe(name, title);
        return account;
    }

    /// <summary>Name and position.</summary>
    public void Describe(string name, string title)
    {
        Name = name;
        Title = title;
        Folded = Fold.Of($"{name} {UserName}");
    }

    /// <summary>Switches it off; sessions and tokens stop at their next use.</summary>
    public void Disable(DateTimeOffset at, string reason)
    {
        if (IsDisabled) return;
        IsDisabled = true;
        DisabledAt = at;
        DisabledReason = reason;
    }

    /// <summary>Switches it on again, with a new period of idleness and without lock.</summary>
    public void Enable(DateTimeOffset at)
    {
        IsDisabled = false;
        DisabledAt = null;
        DisabledReason = null;
        SeenAt = at;
        Failures = 0;
        Lockouts = 0;
        LockedUntil = null;
    }

    /// <summary>How long the next lock lasts: 15 minutes, twice as long each time, a day at most.</summary>
    public TimeSpan NextLock => TimeSpan.FromMinutes(Math.Min(24 * 60, 15 * Math.Pow(2, Math.Min(Lockouts, 10))));
}

/// <summary>How a user name looks: Latin letters, digits, dot, dash, underscore; 3 to 60 characters; case does not matter.</summary>
static class UserNames
{
    public static string KeyOf(string user) => user.Trim().ToLowerInvariant();

    public static string Check(string user)
    {
        user = user.Trim();
        if (user.Length is < 3 or > 60 || !user.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@'))
            throw new Refusal(RefusalKind.Invalid, "Tên đăng nhập gồm 3 đến 60 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.") { Field = "user" };
        return user;
    }
}
