using NodaTime;
using Npgsql;

namespace Buurthulp.Api.Mail;

/// <summary>Mail in the host.</summary>
internal static class MailHosting
{
    /// <param name="services">The host's.</param>
    /// <param name="smtp">BUURTHULP_SMTP; null: mail goes to the data folder.</param>
    /// <param name="dataFolder">BUURTHULP_DATA.</param>
    /// <param name="publicAddress">Gives the name of the host that mails come from.</param>
    public static void AddMail(this IServiceCollection services, Uri? smtp, string dataFolder, Uri publicAddress)
    {
        services.AddSingleton(provider => new Outbox(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IClock>()));
        services.AddSingleton(new MailDelivery(smtp is null ? null : MailServer.Of(smtp), dataFolder, publicAddress.IdnHost));
    }
}
