package app.kolan.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.identity.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ContractTest {
  private final Contract contract = Contract.shipped();

  @Test
  void every_operation_names_the_permission_that_it_needs() {
    for (Contract.Entry entry : contract.entries()) {
      boolean known =
          Permission.ofScope(entry.permission()).isPresent()
              || List.of("self", "person", "public").contains(entry.permission());
      assertThat(known).as(entry.id() + " has x-permission " + entry.permission()).isTrue();
    }
  }

  @Test
  void only_the_contract_and_the_ways_in_are_for_everybody() {
    assertThat(contract.entries().stream().filter(each -> each.permission().equals("public")))
        .extracting(Contract.Entry::id)
        .containsExactlyInAnyOrder(
            "getContract",
            "signIn",
            "getPasskeySignInOptions",
            "signInByPasskey",
            "requestPasswordReset",
            "showPasswordToken",
            "choosePassword");
  }

  @Test
  void every_operation_of_the_contract_is_done_and_no_other() {
    Set<String> named =
        contract.entries().stream()
            .filter(entry -> !entry.isStream())
            .map(Contract.Entry::id)
            .collect(Collectors.toSet());
    assertThat(operations().keySet()).isEqualTo(named);
  }

  @Test
  void an_operation_has_a_name_of_its_own() {
    var names = new ArrayList<>(contract.entries().stream().map(Contract.Entry::id).toList());
    assertThat(names).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void who_writes_a_name_that_there_is_not_learns_which_there_are() {
    Contract.Entry bind =
        Objects.requireNonNull(contract.at("/businesses/clinic/calendars").get("POST"));
    String body =
        "{\"resource\":\"noa\",\"kind\":\"caldav\",\"address\":\"x\",\"secret\":\"x\",\"user\":\"x\"}";
    assertThatThrownBy(() -> contract.readBody(bind, "application/json", body))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem ->
                assertThat(problem.answer().body())
                    .contains(
                        "there is no 'user' here; there are resource, kind, address, username,"
                            + " secret"));
  }

  /// The resources keep what they are given for later, so that nothing is needed to name what they
  /// do.
  @SuppressWarnings("NullAway")
  private Map<String, Operation> operations() {
    var operations = new HashMap<String, Operation>();
    new BusinessResource(null, null, null).addTo(operations);
    new NumberResource(null, null, null).addTo(operations);
    new ExaminationResource(null, null, null).addTo(operations);
    new TwilioAlertsResource(null, null, null, null).addTo(operations);
    new VersionResource(null, null, null).addTo(operations);
    new UserResource(null, null).addTo(operations);
    new SecondFactorResource(null, null).addTo(operations);
    new PasskeyResource(null, null).addTo(operations);
    new PasswordResource(null).addTo(operations);
    new UserTelephoneResource(null).addTo(operations);
    new ContactResource(null, null, null, null, null).addTo(operations);
    new LeadResource(null, null, null, null, null, null).addTo(operations);
    new PromiseResource(null, null, null, null).addTo(operations);
    new AppointmentResource(null, null, null, null).addTo(operations);
    new CalendarFeedResource(null, null, null, null).addTo(operations);
    new WaitingListResource(null, null, null, null, null).addTo(operations);
    new OutgoingCallResource(null, null, null, null, null, null, null, null).addTo(operations);
    new CalendarLinkResource(null, null, null, null, null).addTo(operations);
    new CampaignResource(null, null, null).addTo(operations);
    new KnowledgeResource(null, null, null, null).addTo(operations);
    new SearchResource(null, null, null).addTo(operations);
    new AlertResource(null, null, null, null, null, null).addTo(operations);
    new CallResource(null, null, null, null, null, null).addTo(operations);
    new CallControlResource(null, null, null).addTo(operations);
    new SummaryResource(null).addTo(operations);
    new UsageResource(null, null, null).addTo(operations);
    new SoundResource(null, null, null, null, null).addTo(operations);
    new KeyResource(null).addTo(operations);
    new PrivacyResource(null, null, null, null, null, null, null).addTo(operations);
    new ServerResource(contract, null, null).addTo(operations);
    new AccountResource(null, null, null, null).addTo(operations);
    new AuditResource(null, null, null).addTo(operations);
    return operations;
  }
}
