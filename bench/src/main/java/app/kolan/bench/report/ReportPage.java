package app.kolan.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The report as one page of HTML that needs nothing from elsewhere.
public final class ReportPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private ReportPage() {}

  public static String write(LoadReport report) {
    var comparison = new Comparison(report.windows());
    var page = new StringBuilder();
    head(page, report);
    for (Sheet sheet : Sheet.all(comparison)) {
      table(page, sheet, comparison);
    }
    remarks(page, Remarks.of(comparison));
    for (int calls : comparison.callCounts()) {
      charts(page, calls, new Charts(comparison, calls));
    }
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void head(StringBuilder page, LoadReport report) {
    page.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Calls per core</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>Calls per core</h1>
        <dl>
        <dt>Machine</dt><dd>%s</dd>
        <dt>Date</dt><dd>%s</dd>
        <dt>Command</dt><dd><code>%s</code></dd>
        </dl>
        """
            .formatted(
                style(),
                Html.text(report.machine()),
                TIME.format(report.at()),
                Html.text(report.command())));
  }

  private static void table(StringBuilder page, Sheet sheet, Comparison comparison) {
    page.append("<h2>").append(Html.text(sheet.title())).append("</h2>\n");
    page.append("<p class=\"note\">").append(Html.text(sheet.note())).append("</p>\n");
    page.append("<div class=\"wide\"><table>\n<thead><tr><th>calls</th><th>subject</th>");
    for (Column column : sheet.columns()) {
      page.append("<th>").append(Html.text(column.title())).append("</th>");
    }
    page.append("</tr></thead>\n");
    for (int calls : comparison.callCounts()) {
      page.append("<tbody>\n");
      for (ReportRow row : comparison.rows(calls)) {
        row(page, sheet, row);
      }
      page.append("</tbody>\n");
    }
    page.append("</table></div>\n");
  }

  private static void row(StringBuilder page, Sheet sheet, ReportRow row) {
    page.append("<tr><td>").append(NumberFormats.count(row.calls())).append("</td>");
    page.append("<th scope=\"row\">").append(Html.text(row.subject())).append("</th>");
    for (Column column : sheet.columns()) {
      page.append("<td>").append(Html.text(column.figure().apply(row))).append("</td>");
    }
    page.append("</tr>\n");
  }

  private static void remarks(StringBuilder page, List<String> remarks) {
    if (remarks.isEmpty()) {
      return;
    }
    page.append("<h2>Before you believe a row</h2>\n<ul>\n");
    for (String remark : remarks) {
      page.append("<li>").append(Html.text(remark)).append("</li>\n");
    }
    page.append("</ul>\n");
  }

  private static void charts(StringBuilder page, int calls, Charts charts) {
    page.append("<h2>").append(NumberFormats.count(calls)).append(" calls</h2>\n");
    page.append("<div class=\"charts\">\n");
    figure(
        page,
        "Added latency by percentile, all rounds; the line across is one frame, 20 ms",
        charts.latency());
    figure(page, "CPU of the server, second by second, in the last round", charts.course());
    figure(page, "CPU for one second of one call, median of the rounds", charts.cost());
    page.append("</div>\n");
  }

  private static void figure(StringBuilder page, String caption, String svg) {
    page.append("<figure>\n<figcaption>").append(Html.text(caption)).append("</figcaption>\n");
    page.append(svg).append("</figure>\n");
  }

  private static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("/report/report.css")) {
      if (css == null) {
        throw new IllegalStateException("/report/report.css is missing");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
