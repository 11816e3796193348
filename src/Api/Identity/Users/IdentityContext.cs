using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Buurthulp.Api.Identity.Users;

/// <summary>
/// How ASP.NET Core Identity sees its tables, which our own scripts make. Columns for names, addresses, telephone numbers and passwords do not exist: there is nothing to erase in them.
/// The secrets of authenticator apps and recovery codes are encrypted with the keys of the data folder, so that a copy of the database alone opens nothing.
/// </summary>
public sealed partial class IdentityContext(DbContextOptions<IdentityContext> options, IDataProtectionProvider protection) : IdentityUserContext<SignInUser, Guid>(options)
{
    private readonly IDataProtector protector = protection.CreateProtector("identity-tokens.v1");

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema("identity");
        builder.Entity<SignInUser>(user =>
        {
            user.ToTable("users");
            foreach (var index in user.Metadata.GetIndexes().Where(index => index.Properties.Any(property => property.Name == nameof(SignInUser.NormalizedEmail))).ToArray()) user.Metadata.RemoveIndex(index);
            user.Ignore(it => it.Email).Ignore(it => it.NormalizedEmail).Ignore(it => it.EmailConfirmed).Ignore(it => it.PasswordHash).Ignore(it => it.PhoneNumber).Ignore(it => it.PhoneNumberConfirmed);
            user.Property(it => it.UserName).IsRequired();
            user.Property(it => it.NormalizedUserName).IsRequired();
            user.HasIndex(it => new { it.Community, it.Account }).IsUnique();
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("user_tokens");
            token.Property(it => it.Value).HasConversion(value => value == null ? null : protector.Protect(value), stored => stored == null ? null : protector.Unprotect(stored));
        });
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkeys");
        foreach (var property in builder.Model.GetEntityTypes().Where(type => !type.IsOwned()).SelectMany(type => type.GetProperties())) property.SetColumnName(SnakeCase(property.Name));
        foreach (var owned in builder.Model.GetEntityTypes().Where(type => type.IsOwned())) owned.SetContainerColumnName("data");
    }

    private static string SnakeCase(string name) => WordStart.Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart { get; }
}
