using System.Text.Json;
using Buurthulp.Api.Identity.Users;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Tests.Api.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Buurthulp.Tests.Api.Http.Neighbourhood;

namespace Buurthulp.Tests.Api.Identity;

/// <summary>Our own scripts make the tables that ASP.NET Core Identity uses; the two must agree.</summary>
public sealed class IdentityModelTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly string[] Personal = ["mail", "phone", "password", ".name", "street", "birth"];

    [Fact]
    public async Task The_framework_sees_the_tables_as_the_scripts_make_them()
    {
        var scene = await SignInScene.OfAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<IdentityContext>().Model;

        var tables = model.GetEntityTypes().Where(type => !type.IsOwned()).ToList();
        tables.Count.ShouldBe(5);
        foreach (var table in tables)
        {
            var seen = table.GetProperties().Select(property => (Name: property.GetColumnName(), Type: property.GetColumnType(), property.IsNullable))
                .Concat(table.GetNavigations().Where(navigation => navigation.TargetEntityType.IsMappedToJson()).Select(navigation => (Name: navigation.TargetEntityType.GetContainerColumnName()!, Type: "jsonb", IsNullable: false)))
                .Select(column => $"{column.Name} {column.Type}{(column.IsNullable ? " null" : "")}");
            var made = await scene.ScalarAsync<string[]>("""
                SELECT array_agg(attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN '' ELSE ' null' END)
                FROM pg_attribute WHERE attrelid = ('identity.' || $1)::regclass AND attnum > 0 AND NOT attisdropped
                """, table.GetTableName()!);
            made.ShouldBe(seen, ignoreOrder: true, table.GetTableName());
        }
    }

    [Fact]
    public async Task Every_table_can_be_written_and_read()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SignInUser>>();
        var name = SignInUser.NameOf(new CommunityCode($"c{Guid.NewGuid():N}"), new AccountNumber(Anna));
        var anna = new SignInUser { UserName = name, Community = name.Split('/')[0], Account = Anna };

        Fine(await users.CreateAsync(anna));
        Fine(await users.AddClaimAsync(anna, new("kind", "claim")));
        Fine(await users.AddLoginAsync(anna, new("provider", name, "Provider")));
        Fine(await users.SetAuthenticationTokenAsync(anna, "provider", "name", "a secret"));
        Fine(await users.AddOrUpdatePasskeyAsync(anna, new UserPasskeyInfo([1, 2, 3], [4, 5], DateTimeOffset.UnixEpoch, 7, ["internal"], isUserVerified: true, isBackupEligible: true, isBackedUp: false, [6], [7]) { Name = "telephone" }));
        Fine(await users.SetLockoutEnabledAsync(anna, enabled: true));
        Fine(await users.SetLockoutEndDateAsync(anna, DateTimeOffset.UtcNow.AddDays(1)));

        await using var later = server.Services.CreateAsyncScope();
        users = later.ServiceProvider.GetRequiredService<UserManager<SignInUser>>();
        var found = (await users.FindByNameAsync(name)).ShouldNotBeNull();
        (found.Id, found.Account, await users.IsLockedOutAsync(found)).ShouldBe((anna.Id, Anna, true));
        (await users.GetClaimsAsync(found)).ShouldHaveSingleItem().Value.ShouldBe("claim");
        (await users.FindByLoginAsync("provider", name))!.Id.ShouldBe(anna.Id);
        (await users.GetAuthenticationTokenAsync(found, "provider", "name")).ShouldBe("a secret");
        var passkey = (await users.GetPasskeysAsync(found)).ShouldHaveSingleItem();
        (passkey.Name, passkey.SignCount, passkey.IsUserVerified, Convert.ToHexString(passkey.PublicKey)).ShouldBe(("telephone", 7u, true, "0405"));
        (await users.FindByPasskeyIdAsync([1, 2, 3]))!.Id.ShouldBe(anna.Id);
        Fine(await users.DeleteAsync(found));
    }

    [Fact]
    public async Task The_secrets_of_the_second_factor_stand_encrypted_in_the_database()
    {
        var scene = await SignInScene.OfAsync(server);
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SignInUser>>();
        var person = await scene.PersonAsync(await scene.SignInAsync(Anna));
        var anna = (await users.FindByIdAsync(person.Session.UserId.ToString()))!;

        await users.ResetAuthenticatorKeyAsync(anna);
        var codes = (await users.GenerateNewTwoFactorRecoveryCodesAsync(anna, 10))!.ToList();

        var stored = await scene.StoredAsync();
        stored.ShouldContain("AuthenticatorKey");
        stored.ShouldNotContain((await users.GetAuthenticatorKeyAsync(anna))!);
        codes.ShouldAllBe(code => !stored.Contains(code));
    }

    [Fact]
    public async Task Nothing_in_identity_has_room_for_a_name_or_an_address()
    {
        var scene = await SignInScene.OfAsync(server);
        var columns = await scene.ScalarAsync<string[]>("SELECT array_agg(table_name || '.' || column_name) FROM information_schema.columns WHERE table_schema = 'identity'");

        columns.ShouldContain("users.account");
        columns.Where(column => Personal.Any(word => column.Contains(word, StringComparison.Ordinal))).ShouldBe(["user_tokens.name"]);
    }

    private static void Fine(IdentityResult result) => result.Succeeded.ShouldBeTrue(JsonSerializer.Serialize(result.Errors));
}
