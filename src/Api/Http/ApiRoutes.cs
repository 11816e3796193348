using Buurthulp.Api.Http.Accounts;
using Buurthulp.Api.Http.Activities;
using Buurthulp.Api.Http.Communities;
using Buurthulp.Api.Http.Discounts;
using Buurthulp.Api.Http.Events;
using Buurthulp.Api.Http.Exchanges;
using Buurthulp.Api.Http.Gifts;
using Buurthulp.Api.Http.Goals;
using Buurthulp.Api.Http.Health;
using Buurthulp.Api.Http.Indicators;
using Buurthulp.Api.Http.Journal;
using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Http.Notes;
using Buurthulp.Api.Http.Shops;
using Buurthulp.Api.Http.Signals;
using Buurthulp.Api.Http.Treasury;
using Buurthulp.Api.Http.Webhooks;

namespace Buurthulp.Api.Http;

/// <summary>Every address of the API.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var community = routes.MapGroup("/api/v1/{community}");
        community.MapCommunity();
        community.MapShops();
        community.MapSettlements();
        community.MapOrganisations();
        community.MapActivities();
        community.MapExchanges();
        community.MapExchangeReads();
        community.MapDiscounts();
        community.MapCounterAsks();
        community.MapGifts();
        community.MapRequests();
        community.MapRequestDesk();
        community.MapRequestReading();
        community.MapOffers();
        community.MapSignals();
        community.MapConcerns();
        community.MapNotes();
        community.MapAccounts();
        community.MapMembers();
        community.MapInvitations();
        community.MapJoinings();
        community.MapTrialBalance();
        community.MapGrants();
        community.MapInstitutions();
        community.MapCorrections();
        community.MapPeriods();
        community.MapIndicators();
        community.MapFigureExports();
        community.MapPublicIndicators();
        community.MapReciprocity();
        community.MapGoals();
        community.MapJournal();
        community.MapReceipts();
        community.MapGrowth();
        community.MapEvents();
        community.MapWebhooks();
        routes.MapHealth();
    }
}
