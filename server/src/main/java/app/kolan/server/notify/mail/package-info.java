/// Alerts by mail.
@NullMarked
package app.kolan.server.notify.mail;

import org.jspecify.annotations.NullMarked;
