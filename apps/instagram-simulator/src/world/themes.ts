/** What people of the world care about: hashtags, a word for names, and what their captions speak of. */
export interface Theme {
  readonly word: string;
  readonly about: string;
  readonly tags: readonly string[];
  /** Broad hashtags that every post of the theme carries; several themes share them. */
  readonly popular: readonly string[];
  readonly captions: readonly string[];
}

export const THEMES: readonly Theme[] = [
  {
    word: 'clay',
    about: 'Pots, glazes and the odd crack.',
    tags: ['ceramics', 'potterywheel', 'glazetests', 'handmadeceramics'],
    popular: ['art', 'design', 'handmade'],
    captions: [
      'Bowls from the last firing.',
      'The blue ran again.',
      'Centring is the whole trick.',
      'Test tiles, row nine.',
    ],
  },
  {
    word: 'trails',
    about: 'Walking uphill and writing it down.',
    tags: ['trailnotes', 'mountainmorning', 'hutlife', 'slowhiking'],
    popular: ['travel', 'nature', 'fitness'],
    captions: [
      'Fog until the saddle, then this.',
      'Soup at the hut.',
      'Eleven kilometres and a nap.',
      'The path was a stream.',
    ],
  },
  {
    word: 'rye',
    about: 'Bread, mostly dark.',
    tags: ['sourdoughdiary', 'ryebread', 'homebaking', 'bakersbench'],
    popular: ['food', 'baking'],
    captions: [
      'Seventy percent rye.',
      'The starter is awake.',
      'A crumb to be proud of.',
      'Buns for the whole stairwell.',
    ],
  },
  {
    word: 'garden',
    about: 'Balcony first, greenhouse later.',
    tags: ['balconygarden', 'houseplants', 'seedlings', 'greenhousedays'],
    popular: ['nature', 'garden'],
    captions: [
      'Tomatoes on the fourth floor.',
      'New leaf, finally.',
      'Repotted everything.',
      'The beans have opinions.',
    ],
  },
  {
    word: 'gravel',
    about: 'Bikes, routes, punctures.',
    tags: ['gravelriding', 'bikecommute', 'cyclingroutes', 'workshopstand'],
    popular: ['fitness', 'cycling', 'travel'],
    captions: ['Ninety kilometres of white road.', 'New chain day.', 'Rain from all sides.', 'Commute, the long way.'],
  },
  {
    word: 'film',
    about: 'Thirty-six frames at a time.',
    tags: ['filmphotography', 'darkroomprints', 'streetlight', 'goldenhour'],
    popular: ['photography', 'art', 'sunset'],
    captions: ['Expired stock, lovely grain.', 'First print of the night.', 'The window at six.', 'Pushed two stops.'],
  },
  {
    word: 'filter',
    about: 'Coffee, weighed.',
    tags: ['homeroaster', 'filtercoffee', 'espressobar', 'coffeecart'],
    popular: ['coffee', 'food'],
    captions: [
      'Roasted on the stove.',
      'Fourteen grams in, two hundred out.',
      'The cart is open.',
      'Dialled in at last.',
    ],
  },
  {
    word: 'pages',
    about: 'Paper, thread, old books.',
    tags: ['bookbinding', 'readingcorner', 'secondhandbooks', 'librarydays'],
    popular: ['books', 'coffee'],
    captions: [
      'Sewn on tapes.',
      'The shelf is full again.',
      'Three for two at the market.',
      'Reading by the radiator.',
    ],
  },
  {
    word: 'tide',
    about: 'Cold water and small boats.',
    tags: ['coldwaterswim', 'harbourlife', 'sailingdays', 'tidepools', 'café_am_hafen'],
    popular: ['sunset', 'travel', 'photography'],
    captions: [
      'Six degrees, four minutes.',
      'Varnish day in the harbour.',
      'Wind from the right side.',
      'A crab and its house.',
    ],
  },
  {
    word: 'press',
    about: 'Ink, lead and paper.',
    tags: ['letterpress', 'printmaking', 'posterdesign', 'typographylove', '植物'],
    popular: ['design', 'art'],
    captions: [
      'Two colours, one press.',
      'Linocut, first state.',
      'The poster for the fair.',
      'Set by hand, letter by letter.',
    ],
  },
];
