/// Alerts to browsers by web push, which arrive while no page is open.
@NullMarked
package app.kolan.server.notify.push;

import org.jspecify.annotations.NullMarked;
