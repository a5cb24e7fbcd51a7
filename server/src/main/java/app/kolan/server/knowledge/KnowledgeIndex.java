package app.kolan.server.knowledge;

import app.kolan.server.store.KnowledgeStore.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The passages of one business, found by words. Safe to share.
/* Okapi BM25 over the forms of words (Terms). A word of the question has several forms, as it may
 * have a prefix or not; of those that stand in a passage the best one counts. What a passage has of
 * the question, weighed by how rare each word is, must be a fair share of it: otherwise "where can I
 * park a truck" would be answered from whatever speaks of trucks.
 *
 * See Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). */
final class KnowledgeIndex {
  private static final double SATURATION = 1.2;
  private static final double LENGTH_SHARE = 0.75;

  /// A word of a heading or title counts as often.
  private static final double OF_HEADING = 2;

  /// A passage that has less of what is asked than this does not count as found.
  private static final double FAIR_SHARE = 0.25;

  /// Nor one that fits so much worse than the best.
  private static final double OF_THE_BEST = 0.4;

  private record Posting(int passage, double count) {}

  /// @param share of the question's words, weighed by how rare they are, from 0 to 1
  record Hit(Found found, double score, double share) {}

  private final List<Found> passages;
  private final double[] lengths;
  private final double averageLength;
  private final Map<String, List<Posting>> postings = new HashMap<>();

  KnowledgeIndex(List<Found> passages) {
    this.passages = List.copyOf(passages);
    lengths = new double[passages.size()];
    double sum = 0;
    // A text has few words, and each often.
    Map<String, Set<String>> forms = new HashMap<>();
    for (int i = 0; i < passages.size(); i++) {
      lengths[i] = add(i, passages.get(i), forms);
      sum += lengths[i];
    }
    averageLength = passages.isEmpty() ? 1 : Math.max(1, sum / passages.size());
  }

  private double add(int place, Found found, Map<String, Set<String>> forms) {
    var counts = new HashMap<String, Double>();
    double length = 0;
    for (String word : Terms.words(found.title() + "\n" + found.passage().heading())) {
      forms
          .computeIfAbsent(word, each -> Terms.of(each).keySet())
          .forEach(form -> counts.merge(form, OF_HEADING, Double::sum));
    }
    for (String word : Terms.words(found.passage().text())) {
      length++;
      forms
          .computeIfAbsent(word, each -> Terms.of(each).keySet())
          .forEach(form -> counts.merge(form, 1.0, Double::sum));
    }
    counts.forEach(
        (form, count) ->
            postings.computeIfAbsent(form, _ -> new ArrayList<>()).add(new Posting(place, count)));
    return length;
  }

  int size() {
    return passages.size();
  }

  /// Of all passages.
  long characters() {
    return passages.stream().mapToLong(found -> found.passage().text().length()).sum();
  }

  /// The passages that fit a question, the best first.
  List<Hit> find(String question, int limit) {
    Set<String> words = new HashSet<>(Terms.words(question));
    Map<Integer, Double> scores = new LinkedHashMap<>();
    Map<Integer, Double> shares = new HashMap<>();
    double asked = 0;
    for (String word : words) {
      Map<Integer, Double> best = new HashMap<>();
      double rarity = 0;
      for (Map.Entry<String, Double> form : Terms.of(word).entrySet()) {
        List<Posting> found = postings.getOrDefault(form.getKey(), List.of());
        double rare = rarity(found.size());
        if (!found.isEmpty()) {
          rarity = Math.max(rarity, rare);
        }
        for (Posting posting : found) {
          best.merge(posting.passage(), form.getValue() * rare * frequency(posting), Double::max);
        }
      }
      // A word that stands nowhere counts like one that stands once.
      double weight = rarity == 0 ? rarity(1) : rarity;
      asked += weight;
      best.forEach(
          (passage, score) -> {
            scores.merge(passage, score, Double::sum);
            shares.merge(passage, weight, Double::sum);
          });
    }
    double all = asked;
    List<Hit> hits =
        scores.entrySet().stream()
            .map(
                each ->
                    new Hit(
                        passages.get(each.getKey()),
                        each.getValue(),
                        shares.getOrDefault(each.getKey(), 0.0) / all))
            .filter(hit -> hit.share() >= FAIR_SHARE)
            .sorted(Comparator.comparingDouble(Hit::score).reversed())
            .toList();
    double least = hits.isEmpty() ? 0 : hits.getFirst().score() * OF_THE_BEST;
    return hits.stream().filter(hit -> hit.score() >= least).limit(limit).toList();
  }

  private double rarity(int found) {
    return Math.log(1 + (passages.size() - found + 0.5) / (found + 0.5));
  }

  private double frequency(Posting posting) {
    double length = lengths[posting.passage()] / averageLength;
    return posting.count()
        * (SATURATION + 1)
        / (posting.count() + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length));
  }
}
