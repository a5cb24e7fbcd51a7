package app.kolan.server.console.page;

import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignRow;
import app.kolan.server.campaign.CampaignStore;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.crm.CsvTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of each person of a campaign, as a CSV file.
final class CampaignResultsFile {
  /// How many rows are read at a time.
  private static final int PART = 1000;

  private CampaignResultsFile() {}

  static PageAnswer of(Campaign campaign, CampaignStore store) {
    var lines = new ArrayList<List<String>>();
    List<CampaignRow> part;
    int after = 0;
    do {
      part = store.rows(campaign.id(), after, PART);
      part.forEach(row -> lines.add(cells(row)));
      after = part.isEmpty() ? after : part.getLast().place();
    } while (part.size() == PART);
    return PageAnswer.text(
            200,
            "text/csv; charset=utf-8",
            CsvTable.write(
                List.of(
                    "line",
                    "number",
                    "name",
                    "state",
                    "result",
                    "reason",
                    "attempts",
                    "seconds",
                    "cost",
                    "called_at"),
                lines))
        .with(
            "Content-Disposition",
            "attachment; filename=\"campaign-%d.csv\"".formatted(campaign.id()));
  }

  private static List<String> cells(CampaignRow row) {
    return List.of(
        Integer.toString(row.place()),
        row.number() == null ? row.given() : row.number().value(),
        row.fields().getOrDefault("name", ""),
        row.state().name(),
        text(row.result()),
        text(row.reason()),
        Integer.toString(row.attempts()),
        Integer.toString(row.seconds()),
        row.cost().toPlainString(),
        text(row.orderedAt()));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
