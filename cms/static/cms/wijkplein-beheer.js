// Opens Wagtail's calendar and clock at date and time fields. Wagtail does so by inline scripts, which the
// security policy of the admin forbids; the fields' own templates leave a hint that is read here, also
// when a part of the page arrives later.
(() => {
  const { Controller } = window.StimulusModule;

  class Chooser extends Controller {
    static values = { kind: String, field: String, config: Object };

    connect() {
      if (document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', () => this.open(), { once: true });
      } else {
        this.open();
      }
    }

    open() {
      window[`init${this.kindValue}Chooser`](this.fieldValue, this.configValue);
    }
  }

  window.wagtail.app.register('wp-chooser', Chooser);
})();
