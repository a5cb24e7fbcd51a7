-- How much a business has used in a month is summed over its calls.
create index calls_by_business on calls (business_id, arrived_at);
