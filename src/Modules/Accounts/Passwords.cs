using LienY.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LienY.Accounts;

/// <summary>What a password must be, and how it is kept: the framework's hasher, PBKDF2 with HMAC-SHA512, 210,000 rounds (OWASP 2023), salt of 128 bits.</summary>
sealed class Passwords
{
    /// <summary>Shortest password where nothing else is asked for.</summary>
    public const int Least = 14;

    /// <summary>Shortest password beside a second factor.</summary>
    public const int LeastWithSecondFactor = 8;

    /// <summary>Longest password that is taken; a longer one would only cost time.</summary>
    public const int Most = 256;

    /// <summary>How many former passwords are not taken again.</summary>
    public const int Remembered = 10;

    static readonly string[] Common =
    [
        "password", "matkhau", "123456", "qwerty", "abc123", "111111", "000000", "iloveyou", "anhyeuem", "letmein", "welcome", "admin", "quantri",
        "lieny", "benhvien", "soyte", "boyte", "vietnam", "hanoi", "saigon", "changeme", "doimatkhau", "asdfgh", "zxcvbn", "654321", "987654",
    ];

    readonly PasswordHasher<Account> hasher;
    readonly Lazy<string> nobody;

    public Passwords(Contracts.SignInRules rules)
    {
        hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = rules.HashRounds }));
        nobody = new(() => hasher.HashPassword(null!, Secrets.Random()));
    }

    /// <summary>Hash of a password.</summary>
    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <summary>Whether it is the password of a hash; an unknown account (null) costs the same work and is never right.</summary>
    public bool IsRight(string? hash, string password)
    {
        if (password.Length > Most) password = "";
        var right = hasher.VerifyHashedPassword(null!, hash ?? nobody.Value, password) != PasswordVerificationResult.Failed;
        return right && hash is not null;
    }

    /// <summary>Refuses a weak password; field <c>password</c>.</summary>
    public static void Check(string password, string user, string name, bool hasSecondFactor)
    {
        var least = hasSecondFactor ? LeastWithSecondFactor : Least;
        if (password.Length < least) throw No("Mật khẩu phải có ít nhất {0} ký tự. Một câu dễ nhớ gồm nhiều từ là tốt nhất.", least);
        if (password.Length > Most) throw No("Mật khẩu dài nhất {0} ký tự.", Most);
        var folded = Fold.Of(password).Replace(" ", "");
        if (password.Distinct().Count() < 5) throw No("Mật khẩu quá đơn giản. Xin dùng nhiều ký tự khác nhau.");
        var parts = Fold.Of(name).Split(' ').Append(Fold.Of(user)).Where(p => p.Length >= 4);
        var rest = Common.Concat(parts).OrderByDescending(p => p.Length).Aggregate(folded, (text, word) => text.Replace(word, ""));
        if (rest.Count(char.IsLetterOrDigit) < Math.Min(6, least / 2)) throw No("Mật khẩu này dễ đoán (từ thông dụng hoặc tên đăng nhập). Xin chọn mật khẩu khác.");
    }

    /// <summary>Sets a new password: checked, not one of the last ten, remembered. The caller saves.</summary>
    public async Task SetAsync(AccountsStore store, Account account, string password, DateTimeOffset now, CancellationToken stop)
    {
        Check(password, account.UserName, account.Name, account.SecondFactorKey is not null);
        var old = await store.OldPasswords.Where(p => p.AccountId == account.Id).OrderByDescending(p => p.CreatedAt).ToListAsync(stop);
        if (old.Take(Remembered).Any(p => IsRight(p.Hash, password))) throw No("Mật khẩu này đã dùng gần đây. Xin chọn mật khẩu chưa dùng trong {0} lần gần nhất.", Remembered);
        account.PasswordHash = Hash(password);
        account.PasswordChangedAt = now;
        store.OldPasswords.Add(new() { AccountId = account.Id, Hash = account.PasswordHash, CreatedAt = now });
        store.OldPasswords.RemoveRange(old.Skip(Remembered - 1));
    }

    static Refusal No(string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = "password" };
}
