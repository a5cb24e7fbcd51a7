-- A call is of one order. Where two have one, it is not known which is right.

update call_orders set call_sid = null,
  state = case state when 'PLACED' then 'UNCERTAIN' else state end
where call_sid in (
  select call_sid from call_orders where call_sid is not null group by call_sid having count(*) > 1);

drop index call_orders_by_call;
create unique index call_orders_by_call on call_orders (call_sid) where call_sid is not null;
