-- The monitoring figures are counted from the journal itself (docs/adr/0017): its facts are only ever read all together.
DROP TABLE views.indicator_communities, views.indicator_residents, views.indicator_accounts, views.indicator_leavings, views.indicator_exchanges, views.indicator_shares, views.indicator_thanks,
    views.indicator_undone, views.indicator_movements, views.indicator_discounts, views.indicator_openings, views.indicator_offers, views.indicator_activities, views.indicator_attendances, views.goals;

DELETE FROM views.progress WHERE view IN ('indicators', 'goals');
