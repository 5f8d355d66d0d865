from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0020_deals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='action',
            field=models.CharField(choices=[('submitted', 'Ontvangen'), ('email_confirmed', 'E-mailadres bevestigd'), ('transition', 'Status veranderd'), ('facts_changed', 'Gegevens aangepast'), ('assigned', 'Toegewezen'), ('public_text_saved', 'Openbare tekst bewaard'), ('published', 'Op de site geplaatst'), ('unpublished', 'Van de site gehaald'), ('support_opened', 'Steun zoeken begonnen'), ('support_closed', 'Steun zoeken gestopt'), ('support_milestone', 'Mijlpaal in de steun'), ('applied', 'Geld aangevraagd'), ('criterion_judged', 'Criterium beoordeeld'), ('proposed', 'Besluit voorgesteld'), ('signed', 'Akkoord gegeven'), ('signing_refused', 'Niet akkoord'), ('decided', 'Besloten'), ('paid', 'Betaald'), ('settled', 'Vastgesteld'), ('message_sent', 'Bericht gestuurd'), ('message_received', 'Bericht ontvangen'), ('note_added', 'Notitie gemaakt'), ('supplemented', 'Plan aangevuld door de indiener'), ('co_initiator_invited', 'Mede-indiener uitgenodigd'), ('co_initiator_joined', 'Mede-indiener doet mee'), ('co_initiator_left', 'Mede-indiener doet niet meer mee'), ('public_text_changed', 'Plan ingrijpend veranderd'), ('question_asked', 'Vraag van een buur'), ('question_opened', 'Vraag doorgestuurd'), ('question_answered', 'Vraag beantwoord'), ('question_published', 'Vraag en antwoord geplaatst'), ('question_refused', 'Vraag niet geplaatst'), ('help_offered', 'Hulp aangeboden'), ('proof_added', 'Ander bewijs van draagvlak toegevoegd'), ('support_entered', 'Steun op papier of per telefoon ingevoerd'), ('file_quarantined', 'Bestand apart gezet'), ('contact_read', 'Contactgegevens bekeken'), ('owner_changed', 'Eigenaar veranderd'), ('labels_changed', 'Labels aangepast'), ('message_read', 'Bericht gelezen'), ('exported', 'Meegenomen in een bestand'), ('deal_offered', 'Buurtdeal vastgelegd'), ('deal_agreed', 'Akkoord met de buurtdeal'), ('tile_laid', 'Buurttegel gelegd'), ('milestone_added', 'Afspraak met een datum gemaakt'), ('milestone_moved', 'Afspraak bijgewerkt'), ('photo_sent', 'Foto ontvangen'), ('photo_moderated', 'Foto bekeken'), ('story_sent', 'Verhaal ontvangen'), ('story_moderated', 'Verhaal bekeken'), ('payment_requested', 'Betaling gevraagd'), ('payment_refused', 'Betaling geweigerd'), ('account_line_added', 'Kosten of inkomsten doorgegeven'), ('account_handed_in', 'Verantwoording ingeleverd'), ('account_checked', 'Verantwoording nagekeken'), ('best_practice', 'Goed voorbeeld'), ('closing_answered', 'Drie vragen beantwoord'), ('looked_back', 'Teruggekeken')], max_length=30, verbose_name='wat'),
        ),
    ]
