using Buurthulp.Api.Hosting;
using Buurthulp.Api.Identity.Access;
using Buurthulp.Api.Identity.Cards;
using Buurthulp.Api.Identity.Factors;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Identity.Tills;
using Buurthulp.Api.Identity.Users;
using Buurthulp.Api.Tokens;
using Buurthulp.Ledger.Journal;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Identity;

/// <summary>Signing in, in the host.</summary>
internal static class IdentityHosting
{
    public static readonly SchemaScripts Schema = new("identity", typeof(IdentityHosting).Assembly, "Identity.Schema");

    public static void AddSignIn(this IServiceCollection services, WebHostSettings settings)
    {
        var key = SecretFile.In(settings.DataFolder, "identity.key");
        services.AddSingleton(settings);
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton(provider => new Tries(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IClock>(), key));
        services.AddSingleton(provider => new TillStore(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IClock>(), key));
        services.AddSingleton<TillCookie>();
        services.AddSingleton<LinkRequests>();
        services.AddHostedService(provider => provider.GetRequiredService<LinkRequests>());
        services.AddHostedService<IdentityCleaning>();
        services.AddScoped(provider => new LoginCards(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IClock>(), provider.GetRequiredService<SessionStore>(),
            provider.GetRequiredService<IPasswordHasher<SignInUser>>(), settings, key));
        services.AddScoped<SecondFactor>();
        services.AddSingleton<FactorStates>();
        services.AddScoped<SigningIn>();
        services.AddScoped<Passkeys>();
        services.AddSingleton<IAuthorizationHandler, PageForHandler>();
        services.Configure<AuthorizationOptions>(PageAccess.AddPolicies);
        AddFrameworkIdentity(services, settings);
        AddCookies(services, settings);
    }

    private static void AddFrameworkIdentity(IServiceCollection services, WebHostSettings settings)
    {
        services.AddDbContext<IdentityContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            // Columns for personal data are left out on purpose.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.MappedPropertyIgnoredWarning)));
        services.AddIdentityCore<SignInUser>(identity =>
        {
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            identity.User.AllowedUserNameCharacters += "/";
            identity.Tokens.AuthenticatorIssuer = "Buurthulp";
        }).AddEntityFrameworkStores<IdentityContext>().AddTokenProvider<AuthenticatorTokenProvider<SignInUser>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<ILookupNormalizer, AsItIs>();
        services.AddScoped<IPasskeyHandler<SignInUser>, PasskeyHandler<SignInUser>>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.ServerDomain = settings.PublicAddress.IdnHost;
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            var origin = settings.PublicAddress.GetLeftPart(UriPartial.Authority);
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && string.Equals(asked.Origin, origin, StringComparison.OrdinalIgnoreCase));
        });
    }

    /// <summary>Codes that differ in case only are two codes.</summary>
    private sealed class AsItIs : ILookupNormalizer
    {
        public string? NormalizeName(string? name) => name;

        public string? NormalizeEmail(string? email) => email;
    }

    private static void AddCookies(IServiceCollection services, WebHostSettings settings)
    {
        var isSecure = settings.PublicAddress.Scheme == Uri.UriSchemeHttps;
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-CSRF-TOKEN";
            antiforgery.Cookie.Name = isSecure ? "__Host-buurthulp-form" : "buurthulp-form";
            antiforgery.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            // Strict would leave it out when somebody comes from a link in a mail, and the forms that they have open elsewhere would be refused.
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
        });
        // A proxy on this machine says for whom it asks; nobody else is believed.
        services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }
}
