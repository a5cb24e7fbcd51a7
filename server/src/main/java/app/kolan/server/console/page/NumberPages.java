package app.kolan.server.console.page;

import app.kolan.server.api.Api;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.Business;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.ManagedBy;
import app.kolan.server.examination.ExaminationRun;
import app.kolan.server.examination.Examinations;
import app.kolan.server.examination.TwilioAlerts;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.rejection.Rejection;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The numbers of a business, the account that they are in, what the doctor found of them and what
/// Twilio complains of, and, for who runs the server, which requests were refused of late.
///
/// @param rejected the latest first
/// @param examining who looks at the way between Twilio and this server
public record NumberPages(Supplier<List<Rejection>> rejected, Api.Examining examining) {
  static final String PATH = "/numbers";
  static final String IN_BUSINESS = "/b/{business}" + PATH;
  private static final int MOST = 20;

  public void addTo(Routes routes) {
    routes.get(IN_BUSINESS, PageAdmission.with(Permission.NUMBERS_READ), this::show);
  }

  /// What was typed and cannot be used.
  ///
  /// @param number as it was typed
  /// @param taken whether another business has it
  record Typed(String number, boolean taken, List<ProblemWords.Line> problems) {
    static final Typed NOTHING = new Typed("", false, List.of());

    Typed {
      problems = List.copyOf(problems);
    }
  }

  /// @param account null for the server's own
  /// @param tokens whether the server has tokens of the account, without which calls are refused
  /// @param others whether the business answers numbers, too, that nobody has
  /// @param writable whether he may give and take numbers here
  /// @param targets to which businesses a number can be moved
  /// @param typed what was typed for a number to add
  /// @param taken whether another business has that
  /// @param alerts what Twilio complains of; null as long as nobody has asked
  /// @param rejections null for who does not run the server
  public record Numbers(
      List<PhoneNumber> rows,
      BusinessState state,
      @Nullable String account,
      boolean tokens,
      boolean others,
      boolean writable,
      List<BusinessRecord> targets,
      String typed,
      boolean taken,
      List<ProblemWords.Line> problems,
      Examined examined,
      TwilioAlerts.@Nullable Answer alerts,
      @Nullable List<Rejection> rejections) {
    public Numbers {
      rows = List.copyOf(rows);
      targets = List.copyOf(targets);
      problems = List.copyOf(problems);
    }
  }

  /// The doctor on the page.
  ///
  /// @param possible whether it is installed beside the server
  /// @param account whether Twilio can be asked at all
  /// @param startable whether he may have it look
  /// @param everything whether he may have it look at the server, too
  /// @param changing whether he may set right what it finds
  /// @param run the latest that he may see; null for none
  /// @param last what was changed last; null for nothing
  public record Examined(
      boolean possible,
      boolean account,
      boolean startable,
      boolean everything,
      boolean changing,
      @Nullable ExaminationRun run,
      Examinations.@Nullable Change last) {}

  private PageAnswer show(PageRequest request) {
    return show(request, 200, Typed.NOTHING, null);
  }

  PageAnswer show(
      PageRequest request, int status, Typed typed, TwilioAlerts.@Nullable Answer alerts) {
    BusinessRecord business = request.in();
    AccountTokens account = examining.subjects().account(business);
    boolean runsServer = runsServer(request);
    boolean writable =
        business.managedBy() == ManagedBy.API && request.may(Permission.NUMBERS_WRITE);
    var page =
        new Numbers(
            business.numbers(),
            business.state(),
            business.accountSid(),
            !account.authTokens().isEmpty(),
            business.id() == Business.FIRST,
            writable,
            writable ? targets(request) : List.of(),
            typed.number(),
            typed.taken(),
            typed.problems(),
            examined(request, account, runsServer),
            alerts,
            runsServer ? rejected.get().stream().limit(MOST).toList() : null);
    return request.show(status, "page/numbers", "numbers", page);
  }

  private Examined examined(PageRequest request, AccountTokens account, boolean runsServer) {
    Examinations examinations = examining.examinations();
    long business = request.in().id();
    ExaminationRun latest =
        Stream.of(true, false)
            .filter(whole -> !whole || runsServer)
            .flatMap(whole -> examinations.latest(business, whole).stream())
            .max(Comparator.comparingLong(ExaminationRun::id))
            .orElse(null);
    return new Examined(
        examinations.arePossible(),
        !account.authTokens().isEmpty(),
        request.may(Permission.SETTINGS_WRITE),
        runsServer,
        request.may(Permission.NUMBERS_WRITE),
        latest,
        examinations.lastChange(business).orElse(null));
  }

  static boolean runsServer(PageRequest request) {
    return AccessPolicy.allowsEverywhere(request.who(), Permission.ACCOUNTS_READ);
  }

  private static List<BusinessRecord> targets(PageRequest request) {
    return request.site().of(request.who()).stream()
        .filter(other -> other.managedBy() == ManagedBy.API && other.id() != request.in().id())
        .toList();
  }
}
