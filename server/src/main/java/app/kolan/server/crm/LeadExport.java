package app.kolan.server.crm;

import app.kolan.server.store.LeadQuery;
import app.kolan.server.store.LeadWorkStore;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.WorkedLead;
import java.util.ArrayList;
import java.util.List;

/// The leads of a business as a table for others' programs. Blocks for the database; safe to share.
public final class LeadExport {
  private static final int PAGE = 1000;
  private static final int MOST = 200_000;

  private LeadExport() {}

  /// All of them as CSV, the newest first.
  ///
  /// @param fields the names of the business's own fields, each of which is a column
  public static String csv(LeadWorkStore leads, long business, List<String> fields) {
    var all = new ArrayList<WorkedLead>();
    List<WorkedLead> page;
    PagePosition after = PagePosition.NEWEST;
    do {
      page = leads.find(new LeadQuery(business, null, null, null, null, null, after, PAGE));
      all.addAll(page);
      if (!page.isEmpty()) {
        var last = page.getLast().lead();
        after = new PagePosition(last.createdAt(), last.call().value());
      }
    } while (page.size() == PAGE && all.size() < MOST);
    return ContactCsv.writeLeads(all, fields);
  }
}
