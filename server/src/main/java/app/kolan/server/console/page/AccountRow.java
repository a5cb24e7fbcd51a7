package app.kolan.server.console.page;

import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Twilio account of this server, without its tokens.
///
/// @param name empty for the server's own and for one without a name
/// @param own whether it is the server's own, which its settings name
/// @param tokens how many the server has written down
/// @param found how many of them there are: a reference may lead nowhere
/// @param references where tokens are that stand elsewhere, such as `env:CLINIC_TOKEN`
/// @param addedAt null for the server's own
/// @param uses the businesses whose numbers are in it, closed ones among them
public record AccountRow(
    String sid,
    String name,
    boolean own,
    int tokens,
    int found,
    List<String> references,
    @Nullable Instant addedAt,
    List<Use> uses) {
  public AccountRow {
    references = List.copyOf(references);
    uses = List.copyOf(uses);
  }

  /// A business in it.
  ///
  /// @param numbers empty for one that is closed or has none
  public record Use(BusinessRecord business, List<PhoneNumber> numbers) {
    public Use {
      numbers = List.copyOf(numbers);
    }

    public boolean isClosed() {
      return business.state() == BusinessState.CLOSED;
    }
  }

  /// Whether there is a token with which requests are checked.
  public boolean isUsable() {
    return found > 0;
  }

  /// What tells it from others.
  public String shownName() {
    return name.isBlank() ? sid : name;
  }

  public long businesses() {
    return uses.stream().filter(use -> !use.isClosed()).count();
  }

  public long numbers() {
    return uses.stream().mapToLong(use -> use.numbers().size()).sum();
  }

  /// Whether a business that is not closed is in it, so that it cannot be removed.
  public boolean isUsed() {
    return businesses() > 0;
  }
}
