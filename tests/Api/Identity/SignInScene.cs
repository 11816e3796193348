using System.Security.Claims;
using System.Text;
using Buurthulp.Api.Identity.Links;
using Buurthulp.Api.Identity.Sessions;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Writing;
using Buurthulp.Projections.Running;
using Buurthulp.Tests.Api.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>A neighbourhood of the test server in which people sign in. The clock of the server only goes forward.</summary>
internal sealed class SignInScene(ApiServer server, Neighbourhood neighbourhood)
{
    public CommunityCode Code => neighbourhood.Code;

    public StoppedClock Clock => (StoppedClock)server.Services.GetRequiredService<IClock>();

    public SignInLinks Links => server.Services.GetRequiredService<SignInLinks>();

    public SessionStore Sessions => server.Services.GetRequiredService<SessionStore>();

    public NpgsqlDataSource Source => server.Services.GetRequiredService<NpgsqlDataSource>();

    public Neighbourhood Neighbourhood => neighbourhood;

    public static async Task<SignInScene> OfAsync(ApiServer server)
    {
        var scene = new SignInScene(server, await server.FoundAsync());
        await scene.ShowAsync();
        return scene;
    }

    public T Get<T>() where T : notnull => server.Services.GetRequiredService<T>();

    /// <summary>The views show all that was recorded.</summary>
    public async Task ShowAsync() =>
        (await Get<ViewRunner>().WaitForAsync(Code, await neighbourhood.HeadAsync(), TimeSpan.FromSeconds(60), default)).ShouldBeTrue();

    public async Task ExecuteAsync(LedgerCommand command)
    {
        (await Get<CommunityWriters>().ExecuteAsync(Code, command, default)).ShouldBeOfType<CommandOutcome.Recorded>();
        await ShowAsync();
    }

    public Task GiveAsync(string account, Role office) => ExecuteAsync(new GiveRole(Guid.CreateVersion7(), Actor.Import, Clock.Now, new AccountNumber(account), office));

    public Task TakeAsync(string account, Role office) => ExecuteAsync(new TakeRole(Guid.CreateVersion7(), Actor.Import, Clock.Now, new AccountNumber(account), office));

    public Task WriteDownAsync(string account, string name, string email, params string[] languages) =>
        Get<PersonVault>().AddMissingAsync(Code, $"Buurt {Code}", [new Person(new AccountNumber(account), name, Email: email, Languages: languages)], rehearse: false, default);

    /// <summary>The secret of a link, as it stands in its address.</summary>
    public async Task<string> LinkAsync(string account, bool fromCommandLine = false) =>
        (await Links.MakeAsync(Code, new AccountNumber(account), fromCommandLine, SignInLinks.InMail, default)).Segments[^1];

    /// <summary>Somebody signs in by a link; the secret of their session.</summary>
    public async Task<string> SignInAsync(string account, bool fromCommandLine = false, bool isShared = false) =>
        (await Links.UseAsync(await LinkAsync(account, fromCommandLine), isShared, "Firefox, Linux", default)).ShouldNotBeNull();

    public async Task<CurrentPerson> PersonAsync(string secret) => (await Sessions.FindAsync(secret, default)).ShouldNotBeNull();

    /// <summary>A call of the API with the cookie of a session.</summary>
    public async Task<Answer> CallAsync(string secret, HttpMethod method, string path, string? body = null, string? role = null, CurrentPerson? formOf = null, WebApplication? at = null)
    {
        using var handler = new HttpClientHandler { UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = at is null ? server.Address : ApiServer.AddressOf(at) };
        using var request = new HttpRequestMessage(method, $"api/v1/{Code}/{path}");
        var cookies = $"buurthulp={secret}";
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            if (formOf is not null)
            {
                var form = Form(formOf);
                cookies += $"; buurthulp-form={form.CookieToken}";
                request.Headers.Add("X-CSRF-TOKEN", form.RequestToken);
            }
        }

        request.Headers.Add("Cookie", cookies);
        if (role is not null) request.Headers.Add("Buurthulp-Role", role);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>The antiforgery token that a page for this person would hold.</summary>
    private AntiforgeryTokenSet Form(CurrentPerson person)
    {
        using var scope = server.Services.CreateScope();
        var identity = new ClaimsIdentity([new System.Security.Claims.Claim(ClaimTypes.NameIdentifier, person.Session.UserId.ToString())], "Session");
        return Get<IAntiforgery>().GetTokens(new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = new ClaimsPrincipal(identity) });
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Every row of schema identity and of the mails that wait, as one text.</summary>
    public async Task<string> StoredAsync()
    {
        var text = new StringBuilder();
        foreach (var table in new[] { "identity.users", "identity.user_claims", "identity.user_logins", "identity.user_tokens", "identity.user_passkeys", "identity.links", "identity.cards", "identity.sessions", "identity.tries", "identity.used_codes" })
        {
            text.Append(await ScalarAsync<string>($"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM {table} t"));
        }

        return text.ToString();
    }

    /// <summary>Waits for something that happens beside the request.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(20, limit.Token);
    }
}
