package app.kolan.server.console.http;

import static java.util.stream.Collectors.groupingBy;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.console.text.Language;
import app.kolan.server.console.text.Texts;
import app.kolan.server.console.text.Times;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.User;
import app.kolan.twilio.webhook.PhoneNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a template has besides the model of its page: words, addresses, and how things are written.
public final class Ui {
  private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9](?:[ -]?[0-9]){5,14}");

  private final PageRequest request;
  private final String active;
  private final Texts texts;
  private final Times times;
  private final @Nullable Flash flash;
  private final String csrf;

  // Each page asks the database once.
  private @Nullable List<BusinessRecord> businesses;
  private @Nullable Map<String, List<BusinessRecord>> names;

  /// @param active the name of the part of the navigation that the page belongs to
  Ui(PageRequest request, String active) {
    this.request = request;
    this.active = active;
    texts = request.texts();
    times = request.times();
    flash = Flash.of(request.wire().cookies().value(Cookies.FLASH), texts::has).orElse(null);
    SignedInUser visitor = request.visitor();
    csrf = visitor == null ? "" : CsrfToken.of(visitor.token(), visitor.user().id());
  }

  // Words

  /// A text of the catalogue.
  public String t(String key, Object... arguments) {
    return texts.text(key, arguments);
  }

  /// A text of another language's catalogue.
  public String t(Language language, String key) {
    return Texts.in(language).text(key);
  }

  /// A text of the catalogue, or another one when there is none under this key.
  public String tOr(String key, String other) {
    return texts.has(key) ? texts.text(key) : other;
  }

  /// A counted text.
  public String n(String key, long count, Object... arguments) {
    return texts.count(key, count, arguments);
  }

  /// What a constant is called.
  public String name(Enum<?> constant) {
    return texts.name(constant);
  }

  public Times times() {
    return times;
  }

  public Language language() {
    return texts.language();
  }

  /// What a language is called in that of the page.
  ///
  /// @param tag such as `he-IL`
  public String languageName(String tag) {
    return Locale.forLanguageTag(tag).getDisplayLanguage(texts.language().locale());
  }

  /// `light`, `dark`, or empty for what the machine has.
  public String theme() {
    return request.looks().theme();
  }

  // Addresses

  /// The address of a page below `/console`.
  public String href(String path) {
    return request.wire().prefix() + path;
  }

  /// The address of a page of this business.
  public String in(String path) {
    return href(request.inBusiness(path));
  }

  /// The address of a page of this business, or of the agency where there is none.
  public String within(String path) {
    return href(request.within(path));
  }

  /// The address of a style, a script or a picture.
  public String asset(String name) {
    return href(request.site().assets().path(name));
  }

  /// The address of this page with one parameter more, or another one, such as `language=en`.
  public String here(String name, String value) {
    return href(request.wire().path()) + "?" + Query.with(request.query(), name, value);
  }

  public String nonce() {
    return request.wire().nonce();
  }

  /// What every form that is sent has in it.
  public Content csrfField() {
    return out -> out.writeContent("<input type=\"hidden\" name=\"csrf\" value=\"" + csrf + "\">");
  }

  // Who and where

  public boolean signedIn() {
    return request.visitor() != null;
  }

  public User user() {
    return request.user();
  }

  /// Whether the page is one of a business.
  public boolean hasBusiness() {
    return request.business() != null;
  }

  public BusinessRecord business() {
    return request.in();
  }

  /// How far the business is set up, where the page leads on with it; null elsewhere.
  public @Nullable OnboardingProgress setUp() {
    return request.business() == null ? null : request.site().setUp().apply(request).orElse(null);
  }

  /// The path of the page in its business, such as `/today`.
  public String pathInBusiness() {
    return request.pathInBusiness();
  }

  public String businessName() {
    return request.site().name(request.in());
  }

  /// The language in which the business's own words are, for `lang`.
  public String businessLanguage() {
    return Locale.forLanguageTag(request.site().locale(request.in()).language()).getLanguage();
  }

  public String nameOf(BusinessRecord business) {
    return request.site().name(business);
  }

  /// What tells a business from others of the same name, such as after the server's own settings
  /// were taken over; empty when nobody could mistake it.
  public String mark(BusinessRecord business) {
    String name = nameOf(business);
    if (names == null) {
      names = businesses().stream().collect(groupingBy(this::nameOf));
    }
    boolean alone =
        names.getOrDefault(name, List.of()).stream()
            .noneMatch(other -> other.id() != business.id());
    if (alone) {
      return "";
    }
    return business.slug().equals(BusinessAdministration.OWN_SLUG)
        ? t("business.of-server")
        : business.slug();
  }

  /// What a person or a room is called that appointments take up.
  public String resourceName(String id) {
    return request
        .site()
        .settings()
        .current(request.in().id())
        .flatMap(found -> Optional.ofNullable(found.business().profile().booking()))
        .flatMap(booking -> booking.resource(id))
        .map(BookableResource::name)
        .orElse(id);
  }

  /// The businesses that he may go to.
  public List<BusinessRecord> businesses() {
    if (businesses == null) {
      businesses = request.site().of(request.who());
    }
    return businesses;
  }

  /// Whether he runs the server for all businesses.
  public boolean isOperator() {
    return request.visitor() != null && request.user().operator();
  }

  public boolean may(Permission permission) {
    return request.may(permission);
  }

  /// The parts that he may see in this business.
  public List<NavItem> navigation() {
    return request.site().navigation().stream()
        .filter(item -> request.may(item.permission()))
        .toList();
  }

  public boolean isActive(NavItem item) {
    return item.name().equals(active);
  }

  /// Whether this is the page of the parts that a telephone's bar has no room for.
  public boolean isMore() {
    return active.equals("more");
  }

  public @Nullable Flash flash() {
    return flash;
  }

  // How things are written

  /// A telephone number as people here write it; withheld numbers by a word.
  public Content phone(@Nullable PhoneNumber number) {
    if (number == null || !number.isDialable()) {
      String word = t("phone.withheld");
      return out -> out.writeContent(escaped(word));
    }
    String written = written(number);
    return out -> out.writeContent("<bdi dir=\"ltr\">" + escaped(written) + "</bdi>");
  }

  /// The same as plain text.
  public String phoneText(@Nullable PhoneNumber number) {
    return number == null || !number.isDialable() ? t("phone.withheld") : written(number);
  }

  /// Words that somebody wrote or said, in which international numbers are read from the left.
  public Content prose(String words) {
    String written =
        INTERNATIONAL
            .matcher(escaped(words))
            .replaceAll(number -> "<bdi dir=\"ltr\">" + number.group() + "</bdi>");
    return out -> out.writeContent(written);
  }

  /// Words that the agent wrote, such as a summary: numbers in them are as the page writes them.
  public Content agentWords(String words) {
    String written =
        INTERNATIONAL
            .matcher(escaped(words))
            .replaceAll(
                number -> {
                  var digits = new PhoneNumber(number.group().replaceAll("[ -]", ""));
                  return "<bdi dir=\"ltr\">" + escaped(written(digits)) + "</bdi>";
                });
    return out -> out.writeContent(written);
  }

  /// What `tel:` takes; empty for a number that cannot be called.
  public Optional<String> tel(@Nullable PhoneNumber number) {
    return number == null || !number.isDialable()
        ? Optional.empty()
        : Optional.of("tel:" + number.value());
  }

  private String written(PhoneNumber number) {
    String country =
        request.business() == null
            ? BusinessLocale.ISRAEL.country()
            : request.site().locale(request.in()).country();
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      var parsed = numbers.parse(number.value(), country);
      boolean home = country.equals(numbers.getRegionCodeForNumber(parsed));
      return numbers.format(
          parsed, home ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
    } catch (NumberParseException _) {
      return number.value();
    }
  }

  /// A moment, as people call it now, with the exact time for machines and on hovering.
  public Content when(Instant at) {
    return time(at, times.when(at));
  }

  /// How long until a moment, or since it.
  public Content until(Instant due) {
    return time(due, times.until(due));
  }

  private Content time(Instant at, String words) {
    return out ->
        out.writeContent(
            "<time datetime=\"%s\" title=\"%s\">%s</time>"
                .formatted(times.machine(at), times.full(at), escaped(words)));
  }

  /// How long something took, such as `2:05`.
  public Content length(@Nullable Duration length) {
    return out ->
        out.writeContent(
            length == null ? "" : "<bdi dir=\"ltr\">" + Times.length(length) + "</bdi>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
