package app.kolan.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Follows every link from the page after the sign-in, as one person. What a link leads to is asked
/// for; of pages that differ only in what they are about, some are looked at in the browser, too.
final class Crawl {
  static final String POLICY = "content-security-policy";

  /// How many pages of a shape are looked at.
  private static final int OF_A_SHAPE = 2;

  /// How many links of a shape are followed: a calendar has a next page for ever, and each of a
  /// week's calls has the same page.
  static final int MOST_OF_A_SHAPE = 12;

  private static final String START = "/console/";

  private final BrowserWindow visit;
  private final TestSite site;
  private final List<String> foreign;
  private final Looker looker;
  private final int mostOfShape;
  private final Deque<String> toVisit = new ArrayDeque<>(List.of(START));
  private final Set<String> known = new HashSet<>(Set.of(START));
  private final Map<String, Integer> found = new HashMap<>();
  private final Map<String, Integer> looked = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /// What is done with a page.
  @FunctionalInterface
  interface Looker {
    /// @param path with its query
    /// @param isFirst whether no page of its shape was looked at before
    /// @return what is wrong with it
    List<String> look(String path, boolean isFirst);
  }

  /// @param foreign words that must not be in anything that is sent
  Crawl(BrowserWindow visit, TestSite site, List<String> foreign, Looker looker) {
    this(visit, site, foreign, looker, MOST_OF_A_SHAPE);
  }

  /// @param mostOfShape how many links of a shape are followed
  Crawl(BrowserWindow visit, TestSite site, List<String> foreign, Looker looker, int mostOfShape) {
    this.visit = visit;
    this.site = site;
    this.foreign = foreign;
    this.looker = looker;
    this.mostOfShape = mostOfShape;
  }

  /// Follows all links, and gives what is wrong.
  List<String> run() {
    while (!toVisit.isEmpty()) {
      String path = toVisit.removeFirst();
      boolean isPage = askFor(path).startsWith("text/html");
      String shape = Links.shape(path);
      int before = looked.getOrDefault(shape, 0);
      if (isPage && before < (shape.contains("?") ? 1 : OF_A_SHAPE)) {
        looked.put(shape, before + 1);
        faults.addAll(looker.look(path, before == 0));
      }
    }
    visit.faults().all().forEach(fault -> faults.add("in the window: " + fault));
    return faults;
  }

  /// The shapes of what was looked at.
  Set<String> shapes() {
    return new TreeSet<>(looked.keySet());
  }

  /// How many links there were.
  int links() {
    return known.size();
  }

  private void follow(String page) {
    for (String link : Links.of(page)) {
      if (known.add(link) && found.merge(Links.shape(link), 1, Integer::sum) <= mostOfShape) {
        toVisit.addLast(link);
      }
    }
  }

  /// Asks for what a link leads to, and gives its type.
  private String askFor(String path) {
    APIResponse answer =
        visit
            .context()
            .request()
            .get(site.origin() + path, RequestOptions.create().setTimeout(60_000));
    try {
      if (answer.status() != 200) {
        faults.add("%s: %d".formatted(path, answer.status()));
      }
      String policy = answer.headers().getOrDefault(POLICY, "");
      if (!policy.contains("default-src 'none'") || policy.contains("unsafe")) {
        faults.add("%s: the policy is %s".formatted(path, policy));
      }
      String type = answer.headers().getOrDefault("content-type", "");
      if (type.startsWith("text/")) {
        checkWords(path, answer.text());
      }
      if (type.startsWith("text/html")) {
        follow(answer.text());
      }
      return type;
    } finally {
      answer.dispose();
    }
  }

  private void checkWords(String path, String text) {
    for (String word : foreign) {
      if (text.contains(word)) {
        faults.add("%s has %s of another business".formatted(path, word));
      }
    }
  }
}
