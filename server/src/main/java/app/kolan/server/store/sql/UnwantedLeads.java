package app.kolan.server.store.sql;

import app.kolan.server.store.Contact;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LeadWork.NoLead;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What becomes of the contact of a lead that turns out to be a wrong number or spam, and when that
/// is taken back.
final class UnwantedLeads {
  private UnwantedLeads() {}

  /// A part of the transaction that changes a lead.
  static void settle(
      Handle handle,
      SearchIndex index,
      WorkedLead before,
      LeadWork after,
      String actor,
      Instant at) {
    boolean was = isNobody(before.work().reason());
    boolean is = isNobody(after.reason());
    long business = before.lead().businessId();
    PhoneNumber caller = before.lead().caller();
    if (before.work().reason() == NoLead.SPAM && after.reason() != NoLead.SPAM) {
      UnwantedNumberTable.remove(handle, business, caller);
    }
    if (after.reason() == NoLead.SPAM && caller.isDialable()) {
      UnwantedNumberTable.add(handle, business, caller, actor, at);
    }
    Long contact = after.contact();
    if (is && !was && contact != null && isMadeByThisAlone(handle, business, contact)) {
      index.removeContact(handle, business, contact);
      ContactChanges.delete(handle, contact);
    }
  }

  private static boolean isNobody(@Nullable NoLead reason) {
    return reason != null && reason.isNobody();
  }

  /// Whether nobody has touched the contact, and nobody else's call speaks of it.
  private static boolean isMadeByThisAlone(Handle handle, long business, long contact) {
    return handle
            .createQuery(
                """
                select count(*) from contacts c
                where c.id = :contact and c.business_id = :business and c.made_by = :kolan
                  and c.revision = 0
                  and (select count(*) from leads l where l.contact_id = c.id) = 1
                  and not exists (select 1 from timeline_entries t where t.contact_id = c.id)
                """)
            .bind("contact", contact)
            .bind("business", business)
            .bind("kolan", Contact.BY_KOLAN)
            .mapTo(Integer.class)
            .one()
        == 1;
  }
}
