package app.kolan.server.api;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.usage.CostEstimate;
import app.kolan.server.usage.MonthlyReport;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Usage and what it costs, in the forms of the API and of `kolan usage --json`. Money is a text
/// with six decimals, so that no program reads it as a binary fraction.
public final class UsageJson {
  private UsageJson() {}

  /// @param slug of the business
  public static ObjectNode month(String slug, MonthlyReport report) {
    ObjectNode form = ApiJson.object();
    form.put("business", slug);
    form.put("month", report.month().toString());
    form.put("zone", report.zone().getId());
    form.put("calls", report.calls());
    form.put("minutes", report.minutes());
    form.setAll(cost(report.cost()));
    return form;
  }

  static ObjectNode cost(CostEstimate cost) {
    ObjectNode form = ApiJson.object();
    form.put("estimatedUsd", cost.dollars().toPlainString());
    form.put("complete", cost.isComplete());
    ArrayNode items = form.putArray("items");
    cost.items().forEach(item -> items.add(item(item)));
    return form;
  }

  private static ObjectNode item(CostEstimate.Item item) {
    ProviderUsage usage = item.usage();
    UsageUnits units = usage.units();
    ObjectNode form = ApiJson.object();
    form.put("job", usage.job().id());
    form.put("provider", usage.provider());
    form.put("model", usage.model());
    form.put("requests", units.requests());
    form.put("audioMs", units.audio().toMillis());
    form.put("characters", units.characters());
    form.put("textIn", units.textIn());
    form.put("textCached", units.textCached());
    form.put("textOut", units.textOut());
    form.put("audioIn", units.audioIn());
    form.put("audioCached", units.audioCached());
    form.put("audioOut", units.audioOut());
    form.put("unitsEstimated", usage.estimated());
    form.put("estimatedUsd", text(item));
    return form;
  }

  private static @Nullable String text(CostEstimate.Item item) {
    return item.dollars() == null ? null : item.dollars().toPlainString();
  }
}
