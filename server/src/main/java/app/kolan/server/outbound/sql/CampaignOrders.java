package app.kolan.server.outbound.sql;

import app.kolan.server.outbound.CallOrderStore;
import app.kolan.server.outbound.CallOrderStore.Used;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// What is asked of the table of orders by who orders many.
final class CampaignOrders {
  private CampaignOrders() {}

  static boolean isUnderWay(Handle handle, long business, PhoneNumber number) {
    return handle
            .createQuery(
                """
                select count(*) from call_orders
                where business_id = :business and number = :number and result is null
                """)
            .bind("business", business)
            .bind("number", number.value())
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  static Used used(Handle handle, long campaign) {
    return handle
        .createQuery(
            """
            select coalesce(sum(attempts), 0) as calls,
              coalesce(sum((seconds + 59) / 60), 0) as minutes
            from call_orders where campaign_id = :campaign
            """)
        .bind("campaign", campaign)
        .map((row, _) -> new Used(row.getLong("calls"), row.getLong("minutes")))
        .one();
  }

  static int cancel(Handle handle, long campaign, Instant at) {
    return handle
        .createUpdate(
            """
            update call_orders set state = 'SETTLED', result = 'CANCELLED', problem = :problem,
              due_at = :at, changed_at = :at
            where campaign_id = :campaign and state = 'WAITING'
            """)
        .bind("campaign", campaign)
        .bind("problem", CallOrderStore.CAMPAIGN_STOPPED)
        .bind("at", at.toEpochMilli())
        .execute();
  }
}
