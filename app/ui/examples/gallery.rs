//! Prints a page with the components, to look at: `cargo run -p ui --features ssr --example gallery -- site dark`.
//! First argument `site` or `office`, second the theme; the style sheet is expected beside the page under that name.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;
use std::io::Write;
use ui::*;

fn photo() -> PhotoSource {
    PhotoSource::new("photos/machu-picchu.webp", "Terraces under a steep green mountain").size(1600, 1067)
}

fn nav() -> Vec<NavLink> {
    let link = |text: &str, icon| NavLink::new(format!("/{text}"), text).icon(icon);
    vec![
        link("Voyages", IconName::Case).current(true),
        link("Paiements", IconName::Payment),
        link("Documents", IconName::Paper),
        link("Messages", IconName::Message).count(2),
        link("Photos", IconName::Picture),
    ]
}

fn site() -> impl IntoView {
    let theme = || view! { <ThemeSwitch action="/theme" current=Theme::Auto legend="Couleurs" light="Clair" dark="Sombre" auto="Automatique" back="/"/> };
    view! {
        <SiteFrame brand="Maison d'exemple" brand_href="/" nav=nav() nav_label="Menu" skip_text="Aller au contenu"
            tools=|| view! { <ChoiceLinks label="Langue" items=vec![NavLink::new("?fr", "Français").current(true), NavLink::new("?en", "English")]/> }
            help=|| view! { <a href="tel:+33450000000">"Aide : 04\u{a0}50\u{a0}00\u{a0}00\u{a0}00"</a> } footer=theme>
            <Hero title="Le Pérou, des Andes à l'Amazonie" subtitle="14 – 28 mars 2027" photo=photo()>
                <Countdown number="113" text="jours avant le départ"/>
            </Hero>
            <Band title="À faire maintenant : régler le deuxième acompte" action=|| view! { <LinkButton href="/payer">"Payer 1\u{a0}840,00\u{a0}€"</LinkButton> }>
                "1\u{a0}840,00\u{a0}€ à payer avant le " <strong>"15 décembre 2026"</strong> "."
            </Band>
            <Columns aside=side>
                <Card title="Jour par jour">
                    <TileList>
                        <TileRow top="Jour" main="1" title="Lima" href="/1" when="Samedi 14 mars" photo=photo()>"Arrivée, transfert et hôtel à Barranco"</TileRow>
                        <TileRow top="Jour" main="2–3" title="Paracas et Ica" href="/2" when="Dim. 15 – lun. 16 mars" photo=photo()>"Îles Ballestas, oasis de Huacachina"</TileRow>
                    </TileList>
                </Card>
                <Card title="Mes coordonnées">{fields()}</Card>
                <Derivation text="Pourquoi ce montant\u{a0}?" spoken="Acompte, 30,00\u{a0}€" figure=Figured {
                    label: "Acompte".into(),
                    amount: "30,00\u{a0}€".into(),
                    rule: Some("30\u{a0}% du montant ci-dessous".into()),
                    parts: vec![Figured { label: "Prix".into(), amount: "100,00\u{a0}€".into(), ..Figured::default() }],
                }/>
                <Outcome kind=OutcomeKind::Success title="Merci, c'est payé"><Facts items=vec![
                    Fact::new("Montant", "1\u{a0}840,00\u{a0}€").change("/", "Modifier", "le montant"), Fact::new("Total", "6\u{a0}100,00\u{a0}€").strong(),
                ]/></Outcome>
            </Columns>
        </SiteFrame>
    }
}

fn side() -> impl IntoView {
    view! {
        <Card title="Paiements">
            <ProgressSteps label="Échéances" items=vec![
                ProgressItem::new(StepState::Done, "Acompte — 1\u{a0}200,00\u{a0}€", "Payé le 3 novembre 2026").view(|| view! { <TextLink href="/r">"Reçu (PDF)"</TextLink> }),
                ProgressItem::new(StepState::Current, "2e acompte — 1\u{a0}840,00\u{a0}€", "À payer avant le 15 décembre"),
                ProgressItem::new(StepState::Late, "Visa — 60,00\u{a0}€", "En retard de 6 jours"),
                ProgressItem::new(StepState::Pending, "Solde — 3\u{a0}060,00\u{a0}€", "À partir du 1er février"),
            ]/>
            <Meter value=1200 max=6100 text="Reste 4\u{a0}900,00\u{a0}€ sur 6\u{a0}100,00\u{a0}€"/>
        </Card>
        <Card title="Documents">
            <RowList>
                <LinkRow href="/c" title="Contrat de voyage (PDF, 240 Ko)" icon=IconName::Paper><Label colour=LabelColour::Green>"Signé"</Label></LinkRow>
                <LinkRow href="/b" title="Billets d'avion (PDF, 1,1 Mo)" icon=IconName::Paper><Label colour=LabelColour::Orange>"Nouveau"</Label></LinkRow>
                <PlainRow title="Passeport" hint="Manque pour Léa"/>
            </RowList>
        </Card>
        <Alert kind=AlertKind::Warning title="Ce qui a changé">"L'hôtel du jour 4."</Alert>
        <Thread label="Messages">
            <ThreadMessage who="Ana" when="3 nov." when_iso="2026-11-03">"Bonjour !"</ThreadMessage>
            <ThreadMessage who="Claire" when="4 nov." when_iso="2026-11-04" mine=true>"Merci."</ThreadMessage>
        </Thread>
    }
}

fn fields() -> impl IntoView {
    view! {
        <Stack>
            <FieldRow><TextField name="first" label="Prénom" value="Claire"/><TextField name="last" label="Nom" optional=true/></FieldRow>
            <DateField name="birth" label="Date de naissance" hint="Par exemple 14/03/1960"/>
            <MoneyField name="amount" label="Montant" currency="€" value="1 840,00"/>
            <PasswordField name="password" label="Créez un mot de passe" hint="Au moins 12 caractères"/>
            <Select name="country" label="Pays" choices=vec![Choice::new("FR", "France"), Choice::new("CH", "Suisse")]/>
            <RadioGroup name="means" label="Comment payez-vous ?" value="card"
                choices=vec![Choice::new("card", "Carte").hint("Tout de suite"), Choice::new("transfer", "Virement").hint("Sous trois jours")]/>
            <Checkbox name="news" label="Recevoir les nouvelles" checked=true/>
            <TextArea name="note" label="Remarque"/>
            <FileField name="file" label="Passeport" hint="PDF ou JPG, 10 Mo au plus"/>
            <Actions><Button>"Enregistrer"</Button><Button variant=ButtonVariant::Secondary>"Aperçu"</Button><Button variant=ButtonVariant::Link>"Annuler"</Button></Actions>
        </Stack>
    }
}

fn office() -> impl IntoView {
    let columns = || {
        vec![
            Column::new("Choisir").spoken_only().narrow(),
            Column::new("Dossier").sort("?a", SortState::Ascending),
            Column::new("Client").sort("?b", SortState::None),
            Column::new("Destination"),
            Column::new("Reste à payer").number().sort("?c", SortState::None),
            Column::new("État"),
        ]
    };
    let row = |number: &'static str, client: &'static str, state: &'static str, colour, selected| {
        view! {
            <Row selected=selected>
                <Cell label="Choisir"><RowCheckbox name="ids" value=number label=number/></Cell>
                <Cell label="Dossier" head=true><a href="/t">{number}</a></Cell>
                <Cell label="Client">{client}</Cell>
                <Cell label="Destination">"Pérou"</Cell>
                <Cell label="Reste à payer" number=true>"1\u{a0}840,00\u{a0}€"</Cell>
                <Cell label="État"><Label colour=colour>{state}</Label></Cell>
            </Row>
        }
    };
    view! {
        <OfficeFrame brand="Maison d'exemple" brand_href="/" nav=nav() nav_label="Menu" menu_text="Menu" skip_text="Aller au contenu"
            tools=|| view! { <StatusLight kind=LightKind::Good text="Comptes équilibrés"/> }>
            <PageHead title="Voyages" count="1 284" actions=|| view! {
                <LinkButton href="/x" variant=ButtonVariant::Secondary>"Exporter"</LinkButton><LinkButton href="/n" icon=IconName::Plus>"Nouveau"</LinkButton>
            }/>
            <Toolbar action="/" label="Chercher" button="Chercher" filters_text="Filtres (2)" filters_open=true
                search=|| view! { <TextField name="q" label="Dossier ou client" kind=TextKind::Search/> }
                filters=|| view! { <Select name="s" label="État" choices=vec![Choice::new("a", "Confirmé")]/><DateField name="d" label="Départ avant"/> }/>
            <FilterChips label="Filtres" chips=vec![Chip::new("État", "Confirmé", "?", "Retirer État : Confirmé")] clear_href="?" clear_text="Effacer"/>
            <BulkBar text="1 dossier choisi"><Button variant=ButtonVariant::Secondary>"Relancer"</Button></BulkBar>
            <DataTable caption="Voyages" columns=columns()>
                {row("AV-2027-0114", "Claire Fontaine", "Échéance J-24", LabelColour::Orange, false)}
                {row("AV-2027-0098", "Hugo Marchetti", "Soldé", LabelColour::Green, true)}
                {row("AV-2026-0871", "Inès Dubochet", "En retard 6 j", LabelColour::Red, false)}
            </DataTable>
            <Totals>"Reste à payer : 5\u{a0}520,00\u{a0}€"</Totals>
            <Pagination label="Pages" summary="1 – 50 sur 1 284" previous=(None, "Avant".to_owned()) next=(Some("?p=2".to_owned()), "Après".to_owned())/>
            <Tabs label="Parties" items=nav()/>
            <Stack>
                <FormSection id="services" title="Prestations" hint="Dans l'ordre du voyage" actions=|| view! { <Button variant=ButtonVariant::Secondary icon=IconName::Plus>"Ajouter"</Button> }>
                    <FormItem title="Prestation 1" actions=|| view! { <Button variant=ButtonVariant::Link>"Retirer"</Button> }>
                        <FieldRow dense=true><TextField name="a" label="Libellé" value="Hôtel à Lima"/><MoneyField name="b" label="Prix" currency="€" value="640,00"/></FieldRow>
                    </FormItem>
                </FormSection>
                <FormSection id="history" title="Historique"><HistoryList items=vec![HistoryItem {
                    when: "3 nov. 2026".to_owned(), when_iso: "2026-11-03".to_owned(), who: "Ana".to_owned(), what: "Voyage publié".to_owned(), detail: Some("Version 2".to_owned()),
                }]/></FormSection>
                <FormBar label="Enregistrer"><Facts items=vec![Fact::new("Vente", "6\u{a0}100,00\u{a0}€"), Fact::new("Marge", "12\u{a0}%").strong()]/><Actions><Button>"Enregistrer"</Button></Actions></FormBar>
            </Stack>
            <EmptyState title="Aucun résultat" icon=IconName::Search>"Retirez un filtre."</EmptyState>
        </OfficeFrame>
    }
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let office_wanted = arguments.first().is_some_and(|which| which == "office");
    let theme = Theme::from_cookie(arguments.get(1).map(String::as_str));
    let body = Owner::new().with(|| {
        provide_context(RequestUrl::new("/"));
        provide_ui(UiTexts {
            optional: "facultatif".to_owned(),
            show: "Afficher".to_owned(),
            hide: "Masquer".to_owned(),
            close: "Fermer".to_owned(),
            ..UiTexts::default()
        });
        if office_wanted { view! { <Router>{office()}</Router> }.to_html() } else { view! { <Router>{site()}</Router> }.to_html() }
    });
    let style = if office_wanted { "office.css" } else { "portal.css" };
    write!(
        std::io::stdout(),
        "<!DOCTYPE html><html lang=\"fr\" class=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Gallery</title><link rel=\"stylesheet\" href=\"{style}\"></head><body>{body}</body></html>",
        theme.html_class()
    )
}
